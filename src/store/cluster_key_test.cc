#include "store/cluster_key.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

namespace parley {
namespace {

// Up to 40 bytes, mostly of the values at the ends.
rc::Gen<std::string> any_bytes() {
  return rc::gen::map(
      rc::gen::pair(rc::gen::inRange<std::size_t>(0, 41),
                    rc::gen::container<std::string>(
                        40, rc::gen::element('\x00', '\x01', '\x7f', '\x80', '\xff'))),
      [](const auto& drawn) { return drawn.second.substr(0, drawn.first); });
}

TEST(ClusterKey, compares_as_bytes) {
  EXPECT_TRUE(rc::check([] {
    const std::string a = *any_bytes();
    const std::string b = *any_bytes();
    RC_ASSERT((ClusterKey(a) < ClusterKey(b)) == (a < b));
    RC_ASSERT((ClusterKey(a) == ClusterKey(b)) == (a == b));
    RC_ASSERT(ClusterKey(a).bytes() == a);
    RC_ASSERT(ClusterKey(a) <= ClusterKey::last());
  }));
}

TEST(ClusterKey, nothing_lies_between_a_key_and_the_one_after_it) {
  EXPECT_TRUE(rc::check([] {
    const ClusterKey key(*any_bytes());
    const auto after = key.after();
    RC_ASSERT(after.has_value() == (key != ClusterKey::last()));
    if (after) {
      RC_ASSERT(key < *after);
      RC_ASSERT(after->before() == key);
    }
    const auto before = key.before();
    RC_ASSERT(before.has_value() == !key.bytes().empty());
    if (before) RC_ASSERT(before->after() == key);
  }));
}

TEST(ClusterKey, numbers_sort_as_numbers) {
  EXPECT_LT(ClusterKey().u64(255), ClusterKey().u64(256));
  EXPECT_LT(ClusterKey().u8(0).u64(9), ClusterKey().u8(1).u64(1));
  EXPECT_EQ(ClusterKey().u32(1).bytes(), std::string_view("\0\0\0\1", 4));
}

}  // namespace
}  // namespace parley
