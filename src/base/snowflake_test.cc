#include "base/snowflake.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <unordered_set>
#include <vector>

#include "base/fake_clock.h"

namespace parley {
namespace {

TEST(Snowflakes, CarryTheirTimeAndTheirNode) {
  FakeClock clock;
  SeededRandom random(1);
  SnowflakeMaker maker(clock, random, NodeNumber{1'023});
  const auto id = maker.make<UserId>();
  EXPECT_EQ(time_of_id(id.bits()), clock.now());
  EXPECT_EQ(id.bits() >> 12 & 1'023, 1'023U);
  EXPECT_LT(id.bits(), 1ULL << 63);
}

TEST(Snowflakes, OfALaterMillisecondAreLarger) {
  FakeClock clock;
  SeededRandom random(1);
  SnowflakeMaker maker(clock, random, NodeNumber{0});
  const auto earlier = maker.make<GroupId>();
  clock.advance(Milliseconds{1});
  EXPECT_LT(earlier, maker.make<GroupId>());
}

TEST(Snowflakes, AreNeverMadeTwiceWhileTheClockStandsStillOrStepsBack) {
  FakeClock clock;
  SeededRandom random(1);
  SnowflakeMaker maker(clock, random, NodeNumber{3});
  std::unordered_set<std::uint64_t> seen;
  for (int i = 0; i < 30'000; ++i) {
    if (i % 5'000 == 0) clock.set(clock.now() - Milliseconds{3});
    if (i % 700 == 0) clock.advance(Milliseconds{1});
    EXPECT_TRUE(seen.insert(maker.make<UserId>().bits()).second) << i;
  }
}

TEST(Snowflakes, AreMadeEvenWhenTheClockIsBeforeTheirEpoch) {
  FakeClock clock(TimeMs{0});
  SeededRandom random(1);
  SnowflakeMaker maker(clock, random, NodeNumber{0});
  const auto first = maker.make<UserId>();
  EXPECT_NE(first, UserId{});
  EXPECT_NE(first, maker.make<UserId>());
}

TEST(Snowflakes, OfTheNextMillisecondAreNotForetoldByTheLast) {
  FakeClock clock;
  SeededRandom random(1);
  SnowflakeMaker maker(clock, random, NodeNumber{0});
  std::unordered_set<std::uint64_t> sequences;
  for (int i = 0; i < 100; ++i) {
    clock.advance(Milliseconds{1});
    sequences.insert(maker.make<UserId>().bits() & 4'095);
  }
  EXPECT_GT(sequences.size(), 90U);
}

TEST(Snowflakes, AreUniqueAcrossThreads) {
  FakeClock clock;
  SystemRandom random;
  SnowflakeMaker maker(clock, random, NodeNumber{0});
  constexpr std::size_t kEach = 3'000;
  std::vector<std::vector<std::uint64_t>> made(4);
  {
    std::vector<std::jthread> threads;
    for (auto& mine : made) {
      threads.emplace_back([&maker, &mine] {
        for (std::size_t i = 0; i < kEach; ++i) mine.push_back(maker.make<UserId>().bits());
      });
    }
  }
  std::unordered_set<std::uint64_t> seen;
  for (const auto& mine : made) seen.insert(mine.begin(), mine.end());
  EXPECT_EQ(seen.size(), 4 * kEach);
}

}  // namespace
}  // namespace parley
