#include "wire/ws_utf8.h"

#include <cstddef>
#include <cstring>

namespace parley {
namespace {

// The length of the run of ASCII at the start of `text`, to within 7 bytes.
std::size_t ascii_run(std::string_view text) {
  std::size_t at = 0;
  for (std::uint64_t word; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & 0x8080808080808080ULL) != 0) break;
  }
  return at;
}

}  // namespace

// The second byte decides what the lead byte leaves open (RFC 3629 section 4).
bool Utf8Checker::start(std::uint8_t lead) {
  lowest_ = 0x80;
  highest_ = 0xbf;
  if (lead < 0x80) return true;
  if (lead < 0xc2 || lead > 0xf4) return false;
  owed_ = static_cast<std::uint8_t>(lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3);
  if (lead == 0xe0) lowest_ = 0xa0;   // Below: overlong.
  if (lead == 0xed) highest_ = 0x9f;  // Above: surrogates.
  if (lead == 0xf0) lowest_ = 0x90;   // Below: overlong.
  if (lead == 0xf4) highest_ = 0x8f;  // Above: over U+10FFFF.
  return true;
}

bool Utf8Checker::feed(std::string_view piece) {
  while (!piece.empty()) {
    if (owed_ == 0) {
      piece.remove_prefix(ascii_run(piece));
      if (piece.empty()) return true;
    }
    const auto byte = static_cast<std::uint8_t>(piece.front());
    piece.remove_prefix(1);
    if (owed_ == 0) {
      if (!start(byte)) return false;
      continue;
    }
    if (byte < lowest_ || byte > highest_) return false;
    lowest_ = 0x80;
    highest_ = 0xbf;
    --owed_;
  }
  return true;
}

}  // namespace parley
