// The chunked transfer coding of RFC 9112 section 7.1, read strictly: sizes of one to eight digits,
// no extensions, no trailers, CR LF and nothing else. What is left out is of no use to our clients
// and of much use to smugglers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace parley {

// Reads one body. The same bytes give the same content however they are cut into pieces.
class ChunkDecoder {
 public:
  enum class State : std::uint8_t { More, Done, Malformed, TooLarge };

  // A body of more than `body_bytes_max` bytes is TooLarge, told from the size of the chunk that
  // exceeds it.
  explicit ChunkDecoder(std::size_t body_bytes_max) : room_(body_bytes_max) {}

  // Appends to `body` what `bytes` hold of it, and returns how many of them belong to this body:
  // all, unless state() is Done or worse.
  std::size_t feed(std::string_view bytes, std::string& body);

  State state() const { return state_; }

 private:
  enum class Expects : std::uint8_t { Size, SizeEnd, Data, DataCr, DataLf, LastCr, LastLf };

  void take(char c);
  void take_size(char c);
  void end_size();

  std::size_t room_;
  std::size_t chunk_ = 0;  // Its size while that is read, then what is still to come of it.
  int digits_ = 0;
  Expects expects_ = Expects::Size;
  State state_ = State::More;
};

}  // namespace parley
