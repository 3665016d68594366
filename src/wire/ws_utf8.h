// UTF-8 checked as it arrives in fragments (RFC 3629): overlong forms, surrogates and anything
// above U+10FFFF are refused, and a sequence may be split between two pieces. Four bytes of state.
#pragma once

#include <cstdint>
#include <string_view>

namespace parley {

class Utf8Checker {
 public:
  // Takes the next piece. False if it cannot be the continuation of good text; then the checker is
  // of no further use.
  bool feed(std::string_view piece);

  // True if the text so far does not end within a sequence.
  bool is_complete() const { return owed_ == 0; }

 private:
  bool start(std::uint8_t lead);

  std::uint8_t owed_ = 0;        // Continuation bytes still to come,
  std::uint8_t lowest_ = 0x80;   // the next of them at least this
  std::uint8_t highest_ = 0xbf;  // and at most this.
};

}  // namespace parley
