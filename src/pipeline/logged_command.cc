#include "pipeline/logged_command.h"

#include <optional>
#include <utility>

#include "base/bytes.h"
#include "conversations/command_codec.h"

namespace parley {
namespace {

enum class Tag : std::uint8_t { Command = 0, InboxCommand = 1 };

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kNotifies = 3;
constexpr std::size_t kContactStates = 4;

// A change of preferences: two bits a field say absent (0), removed (1) or set (2); then the
// values.
constexpr int kAbsent = 0;
constexpr int kRemoved = 1;
constexpr int kSet = 2;

template <class T>
int presence(const std::optional<std::optional<T>>& field) {
  if (!field) return kAbsent;
  return *field ? kSet : kRemoved;
}

int presence(const std::optional<bool>& field) {
  if (!field) return kAbsent;
  return *field ? kSet : kRemoved;
}

void write(ByteWriter& out, const PreferencesChange& change) {
  const int fields[] = {presence(change.notify),          presence(change.muted_until),
                        presence(change.pinned),          presence(change.archived),
                        presence(change.cleared_through), presence(change.marked_unread)};
  std::uint16_t bits = 0;
  for (int i = 0; i < 6; ++i) bits = static_cast<std::uint16_t>(bits | fields[i] << (2 * i));
  out.u16(bits);
  if (fields[0] == kSet) out.u8(std::to_underlying(**change.notify));
  if (fields[1] == kSet) out.u64(static_cast<std::uint64_t>(to_number(**change.muted_until)));
  if (fields[4] == kSet) out.u64(to_number(**change.cleared_through));
}

// Two bits have a fourth value, and four bits are of no field: neither is ever written.
bool is_presence(std::uint16_t bits) {
  constexpr std::uint16_t kLowOfEachField = 0x555;
  return bits >> 12 == 0 && (bits & bits >> 1 & kLowOfEachField) == 0;
}

std::optional<PreferencesChange> read_preferences(ByteReader& in) {
  PreferencesChange change;
  const std::uint16_t bits = in.u16();
  if (!is_presence(bits)) return std::nullopt;
  const auto field = [bits](int i) { return bits >> (2 * i) & 3; };
  if (field(0) != kAbsent) change.notify.emplace();
  if (field(0) == kSet) change.notify->emplace(Notify{in.u8_below(kNotifies)});
  if (field(1) != kAbsent) change.muted_until.emplace();
  if (field(1) == kSet) change.muted_until->emplace(TimeMs{static_cast<std::int64_t>(in.u64())});
  if (field(2) != kAbsent) change.pinned = field(2) == kSet;
  if (field(3) != kAbsent) change.archived = field(3) == kSet;
  if (field(4) != kAbsent) change.cleared_through.emplace();
  if (field(4) == kSet) change.cleared_through->emplace(Seq{in.u64()});
  if (field(5) != kAbsent) change.marked_unread = field(5) == kSet;
  return change;
}

void write(ByteWriter& out, const ReadThrough& read) { out.u64(to_number(read.through)); }
void write(ByteWriter& out, const ContactItem& item) {
  const Contact& contact = item.contact;
  out.u64(contact.user.bits());
  out.u8(std::to_underlying(contact.state));
  out.u64(contact.version);
}
void write(ByteWriter&, const DevicesItem&) {}
void write(ByteWriter&, const EraseInbox&) {}

// Nothing for a kind that does not exist, or a body of it that no encoder makes.
std::optional<InboxCommandBody> read_body(ByteReader& in, std::uint8_t kind) {
  switch (kind) {
    case 0: return ReadThrough{Seq{in.u64()}};
    case 1: return read_preferences(in);
    case 2: {
      Contact contact;
      contact.user = UserId{in.u64()};
      contact.state = ContactState{in.u8_below(kContactStates)};
      contact.version = in.u64();
      return ContactItem{contact};
    }
    case 3: return DevicesItem{};
    case 4: return EraseInbox{};
    default: return std::nullopt;
  }
}

Result<LoggedCommand> decode_inbox_command(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.u8() != kVersion) return fail(Errc::StoreFailed, "inbox command of unknown version");
  InboxCommand command;
  command.user = UserId{in.u64()};
  command.conversation.first = in.u64();
  command.conversation.second = in.u64();
  auto body = read_body(in, in.u8());
  if (!body || !in.finished()) return fail(Errc::StoreFailed, "inbox command is malformed");
  command.body = *std::move(body);
  return command;
}

}  // namespace

std::vector<InboxCommand> reading(UserId user, ConversationId conversation, Seq through,
                                  const InboxConversation& row) {
  std::vector<InboxCommand> commands{{user, conversation, ReadThrough{through}}};
  if (row.preferences.marked_unread) {
    commands.push_back({user, conversation, PreferencesChange{.marked_unread = false}});
  }
  return commands;
}

void encode(const LoggedCommand& command, std::string& out) {
  ByteWriter writer(out);
  if (const auto* submission = std::get_if<Command>(&command)) {
    writer.u8(std::to_underlying(Tag::Command));
    encode(*submission, out);
    return;
  }
  const auto& own = std::get<InboxCommand>(command);
  writer.u8(std::to_underlying(Tag::InboxCommand));
  writer.u8(kVersion);
  writer.u64(own.user.bits());
  writer.u64(own.conversation.first);
  writer.u64(own.conversation.second);
  writer.u8(static_cast<std::uint8_t>(own.body.index()));
  std::visit([&writer](const auto& body) { write(writer, body); }, own.body);
}

Result<LoggedCommand> decode_logged_command(std::string_view bytes) {
  if (bytes.empty()) return fail(Errc::StoreFailed, "empty log record");
  const auto tag = static_cast<std::uint8_t>(bytes.front());
  bytes.remove_prefix(1);
  if (tag == std::to_underlying(Tag::Command)) return decode_command(bytes);
  if (tag == std::to_underlying(Tag::InboxCommand)) return decode_inbox_command(bytes);
  return fail(Errc::StoreFailed, "log record of unknown tag");
}

}  // namespace parley
