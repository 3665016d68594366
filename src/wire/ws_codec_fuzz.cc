// Any split of the input gives the events that the whole gives. The first byte chooses the side and
// the limit, the second seeds the split.
#include <algorithm>
#include <vector>

#include "base/check.h"
#include "base/random.h"
#include "base/unicode.h"
#include "wire/ws_codec.h"

namespace parley {
namespace {

struct Seen {
  WsEvent::Kind kind;
  WsCloseCode code;
  std::string payload;

  friend bool operator==(const Seen&, const Seen&) = default;
};

// Feeds an exact copy, so that the address sanitizer sees a read past the end.
void feed(WsDecoder& decoder, std::string_view bytes, std::vector<Seen>& seen) {
  std::vector<char> copy(bytes.begin(), bytes.end());
  decoder.feed(copy);
  for (auto event = decoder.next(); event.kind != WsEvent::Kind::More; event = decoder.next()) {
    if (event.kind == WsEvent::Kind::Text) PARLEY_CHECK(is_valid_utf8(event.payload));
    seen.push_back({event.kind, event.code, std::string(event.payload)});
  }
}

void check(std::uint8_t choice, std::uint8_t seed, std::string_view bytes) {
  const auto role = (choice & 1) != 0 ? WsRole::Client : WsRole::Server;
  const std::uint32_t limit = (choice & 2) != 0 ? 100 : 100'000;
  std::vector<Seen> whole;
  WsDecoder at_once(role, limit);
  feed(at_once, bytes, whole);

  std::vector<Seen> split;
  WsDecoder in_pieces(role, limit);
  SeededRandom random(seed);
  while (!bytes.empty()) {
    const auto size = std::min<std::size_t>(bytes.size(), random.below(1 + seed % 16U) + 1);
    feed(in_pieces, bytes.substr(0, size), split);
    bytes.remove_prefix(size);
  }
  PARLEY_CHECK(whole == split);
  for (const Seen& seen : whole) {
    if (seen.kind == WsEvent::Kind::Text) PARLEY_CHECK(seen.payload.size() <= limit);
  }
}

}  // namespace
}  // namespace parley

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  parley::check(data[0], data[1], {reinterpret_cast<const char*>(data) + 2, size - 2});
  return 0;
}
