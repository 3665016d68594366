#include "log/journal_format.h"

#include <gtest/gtest.h>

#include "log/log.h"

namespace parley {
namespace {

constexpr SegmentHeader kHeader{7, 0x1234567890abcdef, Position{42}, TimeMs{1700000000000}};
constexpr std::uint64_t kSalt = 99;

std::string record_of(std::string_view bytes, std::uint64_t salt, std::uint64_t position) {
  std::string out;
  encode_record(out, salt, Position{position}, TimeMs{5}, bytes);
  return out;
}

TEST(JournalFormat, a_header_comes_back) {
  const std::string bytes = encode_header(kHeader);
  EXPECT_EQ(bytes.size(), kSegmentHeaderBytes);
  EXPECT_EQ(decode_header(bytes), kHeader);
}

TEST(JournalFormat, a_header_with_any_bit_wrong_is_none) {
  const std::string bytes = encode_header(kHeader);
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ 1 << bit % 8);
    EXPECT_EQ(decode_header(damaged), std::nullopt) << bit;
  }
  EXPECT_EQ(decode_header(std::string_view(bytes).substr(1)), std::nullopt);
  EXPECT_EQ(decode_header(std::string(kSegmentHeaderBytes, '\0')), std::nullopt);
}

TEST(JournalFormat, a_record_comes_back_at_its_place_only) {
  const std::string bytes = record_of("hello", kSalt, 3);
  const std::string with_more = bytes + "more";
  const auto record = decode_record(with_more, kSalt, Position{3});
  ASSERT_TRUE(record.has_value());
  EXPECT_EQ(record->bytes, "hello");
  EXPECT_EQ(record->at, TimeMs{5});
  EXPECT_FALSE(decode_record(bytes, kSalt, Position{4}).has_value());
  EXPECT_FALSE(decode_record(bytes, kSalt + 1, Position{3}).has_value());
}

TEST(JournalFormat, a_record_with_any_bit_wrong_or_any_byte_missing_is_none) {
  const std::string bytes = record_of("hello", kSalt, 3);
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string damaged = bytes + std::string(1000, 'x');
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ 1 << bit % 8);
    EXPECT_FALSE(decode_record(damaged, kSalt, Position{3}).has_value()) << bit;
  }
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(decode_record(bytes.substr(0, size), kSalt, Position{3}).has_value());
  }
}

TEST(JournalFormat, zeros_are_no_record) {
  const std::string zeros(4096, '\0');
  EXPECT_FALSE(decode_record(zeros, kSalt, Position{1}).has_value());
  EXPECT_FALSE(decode_record(zeros, 0, Position{0}).has_value());
}

TEST(JournalFormat, a_claim_above_the_largest_record_is_not_believed) {
  EXPECT_EQ(claimed_size(record_of(std::string(kRecordBytesMax, 'x'), kSalt, 1)),
            kRecordHeaderBytes + kRecordBytesMax);
  EXPECT_EQ(claimed_size(record_of(std::string(kRecordBytesMax + 1, 'x'), kSalt, 1)), 0U);
}

}  // namespace
}  // namespace parley
