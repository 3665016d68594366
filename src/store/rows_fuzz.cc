// Any bytes are read as each kind of row: either they are refused, or they are a value that is
// written and read back as it is. The first byte of the input chooses the kind.
#include "base/check.h"
#include "store/rows.h"

namespace parley {
namespace {

constexpr ConversationId kGroup{0, 900};

template <class T, class Decode>
void check(std::string_view bytes, std::string (*encode)(const T&), const Decode& decode) {
  const Result<T> value = decode(bytes);
  if (!value) return;
  const Result<T> again = decode(encode(*value));
  PARLEY_CHECK(again && *again == *value);
}

void check_kind(std::uint8_t kind, std::string_view bytes) {
  switch (kind % 11) {
    case 0: return check(bytes, encode_event, decode_event);
    case 1: return check(bytes, encode_annotation, decode_annotation);
    case 2:
      return check(bytes, encode_conversation,
                   [](auto row) { return decode_conversation(kGroup, row); });
    case 3: return check(bytes, encode_outcome, decode_outcome);
    case 4:
      return check(bytes, encode_item, [](auto row) { return decode_item(InboxSeq{1}, row); });
    case 5: return check(bytes, encode_inbox_head, decode_inbox_head);
    case 6: return check(bytes, encode_inbox_days, decode_inbox_days);
    case 7: return check(bytes, encode_inbox_conversation, decode_inbox_conversation);
    case 8: return check(bytes, encode_device_cursor, decode_device_cursor);
    case 9: return check(bytes, encode_last_seen, decode_last_seen);
    default:
      return check(bytes, encode_roster, [](auto row) -> Result<Conversation> {
        Conversation conversation;
        const auto read = decode_roster(row, conversation);
        if (!read) return std::unexpected(read.error());
        return conversation;
      });
  }
}

}  // namespace
}  // namespace parley

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  parley::check_kind(data[0], {reinterpret_cast<const char*>(data + 1), size - 1});
  return 0;
}
