#include "base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace parley {
namespace {

TEST(Random, FromOneSeedRepeatsItself) {
  SeededRandom first(7);
  SeededRandom second(7);
  SeededRandom other(8);
  const std::uint64_t value = first.u64();
  EXPECT_EQ(value, second.u64());
  EXPECT_NE(value, other.u64());
}

TEST(Random, StaysBelowItsBoundAndReachesEveryNumber) {
  SeededRandom random(1);
  std::array<int, 7> seen{};
  for (int i = 0; i < 7'000; ++i) ++seen.at(random.below(7));
  EXPECT_GT(*std::ranges::min_element(seen), 800);
  EXPECT_LT(*std::ranges::max_element(seen), 1'200);
}

TEST(Random, OfTheSystemFillsWhatItIsGiven) {
  SystemRandom random;
  std::array<std::uint8_t, 64> first{};
  std::array<std::uint8_t, 64> second{};
  random.fill(first);
  random.fill(second);
  EXPECT_NE(first, second);
}

}  // namespace
}  // namespace parley
