#include "http/chunk_decoder.h"

#include <gtest/gtest.h>

namespace parley {
namespace {

using State = ChunkDecoder::State;

struct Read {
  State state;
  std::string body;
  std::size_t used;
};

// Whole, after checking that byte by byte is the same.
Read read(std::string_view bytes, std::size_t most = 1000) {
  ChunkDecoder pieces(most);
  std::string body_of_pieces;
  std::size_t used_of_pieces = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    used_of_pieces += pieces.feed(bytes.substr(i, 1), body_of_pieces);
  }
  ChunkDecoder whole(most);
  Read read{State::More, "", 0};
  read.used = whole.feed(bytes, read.body);
  read.state = whole.state();
  EXPECT_EQ(pieces.state(), read.state);
  EXPECT_EQ(body_of_pieces, read.body);
  EXPECT_EQ(used_of_pieces, read.used);
  return read;
}

TEST(ChunkDecoder, JoinsChunksAndStopsAtTheEnd) {
  const auto got = read("4\r\nWiki\r\n00000005\r\npedia\r\nA\r\n0123456789\r\n0\r\n\r\nGET /");
  EXPECT_EQ(got.state, State::Done);
  EXPECT_EQ(got.body, "Wikipedia0123456789");
  EXPECT_EQ(got.used, 46U);
}

TEST(ChunkDecoder, ReadsAnEmptyBody) {
  EXPECT_EQ(read("0\r\n\r\n").state, State::Done);
  EXPECT_EQ(read("0000\r\n\r\n").state, State::Done);
  EXPECT_EQ(read("0\r\n\r").state, State::More);
}

TEST(ChunkDecoder, RefusesEveryOtherSpelling) {
  for (const std::string_view bad : {"\r\n",
                                     "x\r\n",
                                     "-1\r\n",
                                     "+1\r\n",
                                     " 1\r\n",
                                     "1 \r\n",
                                     "0x1\r\n",
                                     "1\n",
                                     "1\r1",
                                     "1;ext\r\n",
                                     "1;a=\"\r\n\"\r\n",
                                     "000000001\r\n",
                                     "fffffffff\r\n",
                                     "1\r\nab\r\n",
                                     "1\r\na\n",
                                     "1\r\na\r1",
                                     "0\r\nTrailer: x\r\n\r\n",
                                     "0\r\n\n",
                                     "0\r\nx",
                                     "0\n\r\n"}) {
    EXPECT_EQ(read(bad).state, State::Malformed) << bad;
  }
}

TEST(ChunkDecoder, TellsTooLargeFromTheSizeOfTheChunk) {
  EXPECT_EQ(read("5\r\n12345\r\n0\r\n\r\n", 5).state, State::Done);
  EXPECT_EQ(read("6\r\n", 5).state, State::TooLarge);
  EXPECT_EQ(read("3\r\n123\r\n3\r\n", 5).state, State::TooLarge);
  EXPECT_EQ(read("ffffffff\r\n", 5).state, State::TooLarge);
}

}  // namespace
}  // namespace parley
