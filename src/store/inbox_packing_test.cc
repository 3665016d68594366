#include "store/inbox_packing.h"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(InboxPacking, rows_come_back_as_they_went_in) {
  const std::vector<std::string_view> values{"one", "", std::string_view("\0three", 6)};
  EXPECT_EQ(unpack_rows(pack_rows(values)).value(), values);
}

TEST(InboxPacking, damaged_bytes_are_an_error) {
  const std::vector<std::string_view> values{"one", "two"};
  const std::string packed = pack_rows(values);
  EXPECT_FALSE(unpack_rows("").has_value());
  EXPECT_FALSE(unpack_rows(std::string(1, '\0')).has_value());
  EXPECT_FALSE(unpack_rows(packed + "x").has_value());
  EXPECT_FALSE(unpack_rows(std::string(9, '\xff')).has_value());
  for (std::size_t size = 0; size < packed.size(); ++size) {
    EXPECT_FALSE(unpack_rows(packed.substr(0, size)).has_value()) << size;
  }
}

TEST(InboxPacking, bounds_of_any_form_become_the_numbers_between_them) {
  const auto between = [](const ClusterKey& from, const ClusterKey& to) -> std::string {
    const auto numbers = numbers_between(from, to);
    if (!numbers) return "none";
    return std::to_string(numbers->first) + "-" + std::to_string(numbers->last);
  };
  EXPECT_EQ(between(ClusterKey().u64(3), ClusterKey().u64(5)), "3-5");
  EXPECT_EQ(between(ClusterKey().u64(3).u8(0), ClusterKey().u64(5).u8(0)), "4-5");
  EXPECT_EQ(between({}, ClusterKey::last()), "0-18446744073709551615");
  EXPECT_EQ(between({}, {}), "none");
  EXPECT_EQ(between(ClusterKey().u64(5), ClusterKey().u64(4)), "none");
  EXPECT_EQ(between(ClusterKey().u32(0), ClusterKey().u32(1)), "0-4294967295");
  EXPECT_EQ(between(ClusterKey::last(), ClusterKey::last()), "none");
}

}  // namespace
}  // namespace parley
