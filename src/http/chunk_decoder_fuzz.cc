// Any split of the input gives the content that the whole gives, and never more than the limit.
#include <algorithm>

#include "base/check.h"
#include "http/chunk_decoder.h"

namespace parley {
namespace {

constexpr std::size_t kLimit = 300;

void check(std::string_view bytes) {
  ChunkDecoder whole(kLimit);
  std::string body;
  const auto used = whole.feed(bytes, body);
  PARLEY_CHECK(used <= bytes.size());
  PARLEY_CHECK(body.size() <= kLimit);

  ChunkDecoder pieces(kLimit);
  std::string body_of_pieces;
  std::size_t at = 0;
  while (at < bytes.size() && pieces.state() == ChunkDecoder::State::More) {
    at += pieces.feed(bytes.substr(at, 1 + at % 7), body_of_pieces);
  }
  PARLEY_CHECK(pieces.state() == whole.state());
  PARLEY_CHECK(at == used);
  PARLEY_CHECK(body_of_pieces == body);
}

}  // namespace
}  // namespace parley

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  parley::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
