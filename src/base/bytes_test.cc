#include "base/bytes.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace parley {
namespace {

TEST(Bytes, AreReadBackAsTheyWereWritten) {
  std::string bytes;
  ByteWriter writer(bytes);
  writer.u8(0xab);
  writer.u16(0x1234);
  writer.u32(0x12345678);
  writer.u64(0x123456789abcdef0);
  writer.string("balcony");
  writer.raw("tail");

  ByteReader reader(bytes);
  EXPECT_EQ(reader.u8(), 0xab);
  EXPECT_EQ(reader.u16(), 0x1234);
  EXPECT_EQ(reader.u32(), 0x12345678U);
  EXPECT_EQ(reader.u64(), 0x123456789abcdef0U);
  EXPECT_EQ(reader.string(), "balcony");
  EXPECT_FALSE(reader.at_end());
  EXPECT_EQ(reader.raw(4), "tail");
  EXPECT_TRUE(reader.finished());
}

TEST(Bytes, OfNumbersSortAsTheNumbersDo) {
  std::string small;
  std::string large;
  ByteWriter(small).u64(255);
  ByteWriter(large).u64(256);
  EXPECT_LT(small, large);
}

TEST(Varints, AreReadBackAtEveryLength) {
  for (int shift = 0; shift < 64; ++shift) {
    for (const std::uint64_t value : {(1ULL << shift) - 1, 1ULL << shift, ~0ULL >> shift}) {
      std::string bytes;
      ByteWriter(bytes).varint(value);
      ByteReader reader(bytes);
      EXPECT_EQ(reader.varint(), value);
      EXPECT_TRUE(reader.finished());
    }
  }
}

TEST(Varints, AboveSixtyFourBitsFail) {
  const std::string eleven_bytes = std::string(10, '\xff') + '\x01';
  ByteReader endless(eleven_bytes);
  EXPECT_EQ(endless.varint(), 0U);
  EXPECT_TRUE(endless.failed());

  const std::string one_bit_too_many = std::string(9, '\xff') + '\x02';
  ByteReader reader(one_bit_too_many);
  EXPECT_EQ(reader.varint(), 0U);
  EXPECT_TRUE(reader.failed());
}

TEST(ByteReader, GivesNothingAfterAShortRead) {
  ByteReader reader(std::string_view("\x01\x02\x03", 3));
  EXPECT_EQ(reader.u32(), 0U);
  EXPECT_TRUE(reader.failed());
  EXPECT_EQ(reader.u8(), 0);
  EXPECT_EQ(reader.raw(1), "");
  EXPECT_FALSE(reader.finished());
}

TEST(ByteReader, RefusesALengthThatTheInputCannotHold) {
  std::string bytes;
  ByteWriter(bytes).varint(~0ULL);
  bytes += "short";
  ByteReader reader(bytes);
  EXPECT_EQ(reader.string(), "");
  EXPECT_TRUE(reader.failed());
}

TEST(ByteReader, RefusesACountThatTheInputCannotHold) {
  std::string bytes;
  ByteWriter(bytes).varint(4);
  bytes += "eight by";
  EXPECT_EQ(ByteReader(bytes).count(2), 4U);
  ByteReader reader(bytes);
  EXPECT_EQ(reader.count(3), 0U);
  EXPECT_TRUE(reader.failed());
}

TEST(ByteReader, RefusesAByteThatNumbersNothing) {
  ByteReader in(std::string_view("\2\3\1", 3));
  EXPECT_EQ(in.u8_below(3), 2);
  EXPECT_EQ(in.u8_below(3), 0);
  EXPECT_TRUE(in.failed());
  EXPECT_FALSE(in.boolean()) << "nothing is read after a failure";
}

TEST(ByteReader, StaysWithinHostileInput) {
  SeededRandom random(1);
  for (int round = 0; round < 2'000; ++round) {
    std::string bytes(random.below(40), '\0');
    random.fill({reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()});
    ByteReader reader(bytes);
    std::size_t read = 0;
    while (!reader.at_end()) {
      read += reader.string().size();
      read += reader.raw(reader.count(1)).size();
    }
    ASSERT_LE(read, bytes.size()) << "round " << round;
  }
}

}  // namespace
}  // namespace parley
