#include "http/chunk_decoder.h"

#include <algorithm>

#include "http/http_text.h"

namespace parley {
namespace {

constexpr int kSizeDigitsMax = 8;

}  // namespace

std::size_t ChunkDecoder::feed(std::string_view bytes, std::string& body) {
  std::size_t used = 0;
  while (state_ == State::More && used < bytes.size()) {
    if (expects_ != Expects::Data) {
      take(bytes[used++]);
      continue;
    }
    const auto size = std::min(chunk_, bytes.size() - used);
    body.append(bytes.substr(used, size));
    used += size;
    chunk_ -= size;
    if (chunk_ == 0) expects_ = Expects::DataCr;
  }
  return used;
}

void ChunkDecoder::take(char c) {
  const auto expect = [&](char wanted, Expects then) {
    if (c != wanted) state_ = State::Malformed;
    expects_ = then;
  };
  switch (expects_) {
    case Expects::Size: return take_size(c);
    case Expects::SizeEnd: expect('\n', Expects::Data); return end_size();
    case Expects::Data: return;  // feed() takes it whole.
    case Expects::DataCr: return expect('\r', Expects::DataLf);
    case Expects::DataLf: return expect('\n', Expects::Size);
    case Expects::LastCr: return expect('\r', Expects::LastLf);
    case Expects::LastLf:
      expect('\n', Expects::Size);
      if (state_ == State::More) state_ = State::Done;
      return;
  }
}

void ChunkDecoder::take_size(char c) {
  const int digit = hex_digit(c);
  if (digit >= 0 && digits_ < kSizeDigitsMax) {
    ++digits_;
    chunk_ = chunk_ << 4 | static_cast<std::size_t>(digit);
  } else if (c == '\r' && digits_ > 0) {
    digits_ = 0;
    expects_ = Expects::SizeEnd;
  } else {
    state_ = State::Malformed;
  }
}

void ChunkDecoder::end_size() {
  if (state_ != State::More) return;
  if (chunk_ == 0) {
    expects_ = Expects::LastCr;
  } else if (chunk_ > room_) {
    state_ = State::TooLarge;
  } else {
    room_ -= chunk_;
  }
}

}  // namespace parley
