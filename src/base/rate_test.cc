#include "base/rate.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/limits.h"
#include "base/random.h"

namespace parley {
namespace {

using namespace std::chrono_literals;

TEST(TokenBucket, LetsABurstThroughAndThenItsRate) {
  TokenBucket bucket({.a_second = 5, .burst = 30});
  for (int i = 0; i < 30; ++i) EXPECT_TRUE(bucket.take(1'000ms)) << i;
  const auto refused = bucket.take(1'000ms);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::RateLimited);
  EXPECT_EQ(refused.error().retry_after, 200ms);
  EXPECT_FALSE(bucket.take(1'199ms));
  EXPECT_TRUE(bucket.take(1'200ms));
  EXPECT_FALSE(bucket.take(1'200ms));
}

TEST(TokenBucket, HoldsNoMoreThanItsBurstHoweverLongItWasQuiet) {
  TokenBucket bucket({.a_second = 1'000'000'000, .burst = 2});
  EXPECT_TRUE(bucket.take(0ms, 2));
  EXPECT_TRUE(bucket.take(std::chrono::hours(24 * 365 * 100), 2));
  EXPECT_FALSE(bucket.take(std::chrono::hours(24 * 365 * 100), 1));
}

TEST(TokenBucket, IsIdleAgainWhenItIsFull) {
  TokenBucket bucket({.a_second = 1, .burst = 2});
  EXPECT_TRUE(bucket.is_idle(0ms));
  EXPECT_TRUE(bucket.take(0ms));
  EXPECT_FALSE(bucket.is_idle(999ms));
  EXPECT_TRUE(bucket.is_idle(1'000ms));
}

TEST(TokenBucket, NeverLetsThroughMoreThanItHolds) {
  TokenBucket bucket({.a_second = 1, .burst = 2});
  EXPECT_FALSE(bucket.take(0ms, 3));
  EXPECT_TRUE(bucket.take(0ms, 2));
}

TEST(SlidingWindow, LetsItsLimitThroughInAnyStretchOfItsLength) {
  SlidingWindow window({.limit = 20, .length = 24h});
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(window.take(i * 1h));
  const auto refused = window.take(23h);
  ASSERT_FALSE(refused);
  const auto wait = refused.error().retry_after.value();
  EXPECT_GE(wait, 1h);
  EXPECT_LE(wait, 1h + Milliseconds{24h} / 64);
  EXPECT_FALSE(window.take(23h + 59min));
  EXPECT_TRUE(window.take(23h + wait));
}

TEST(SlidingWindow, TellsWhenALargeAmountWillFit) {
  SlidingWindow window({.limit = 100, .length = 6'400ms});
  EXPECT_TRUE(window.take(0ms, 50));
  EXPECT_TRUE(window.take(1'000ms, 50));
  EXPECT_EQ(window.take(1'000ms, 60).error().retry_after, 6'500ms);
  EXPECT_EQ(window.take(1'000ms, 50).error().retry_after, 5'500ms);
  EXPECT_TRUE(window.take(6'500ms, 50));
}

TEST(SlidingWindow, IsNeverExceededByChance) {
  SeededRandom random(5);
  SlidingWindow window({.limit = 50, .length = 1'000ms});
  std::vector<std::pair<Milliseconds, std::uint64_t>> taken;
  Milliseconds now{0};
  for (int i = 0; i < 5'000; ++i) {
    now += Milliseconds{static_cast<std::int64_t>(random.below(30))};
    const std::uint64_t amount = 1 + random.below(10);
    if (!window.take(now, amount)) continue;
    taken.emplace_back(now, amount);
    std::uint64_t sum = 0;
    for (const auto& [at, of] : taken) sum += now - at < 1'000ms ? of : 0;
    ASSERT_LE(sum, 50U);
  }
  EXPECT_GT(taken.size(), 500U);
}

TEST(SlidingWindow, OfNothingRefusesEverything) {
  SlidingWindow window({.limit = 0, .length = 1'000ms});
  EXPECT_FALSE(window.take(0ms));
  EXPECT_TRUE(window.is_idle(0ms));
}

TEST(RateByKey, KeepsKeysApart) {
  RateByKey<std::string, SlidingWindow> sign_ups({.limit = 1, .length = 60'000ms}, 10);
  EXPECT_TRUE(sign_ups.take("10.0.0.1", 0ms));
  EXPECT_FALSE(sign_ups.take("10.0.0.1", 0ms));
  EXPECT_TRUE(sign_ups.take("10.0.0.2", 0ms));
}

TEST(RateByKey, ForgetsIdleKeysToMakeRoomAndKeepsBusyOnes) {
  RateByKey<int, TokenBucket> rates({.a_second = 1, .burst = 1}, 2);
  EXPECT_TRUE(rates.take(1, 0ms));
  EXPECT_TRUE(rates.take(2, 800ms));
  EXPECT_EQ(rates.take(3, 900ms).error().code, Errc::Overloaded);
  EXPECT_TRUE(rates.take(3, 1'900ms));
  EXPECT_EQ(rates.size(), 1U);
  EXPECT_FALSE(rates.take(3, 1'900ms));
}

TEST(RateByKey, HoldsNoMoreKeysThanTwiceTheBusyOnesHoweverManyCome) {
  RateByKey<int, SlidingWindow> rates({.limit = 1, .length = 1'000ms}, 1'000'000);
  for (int key = 0; key < 100'000; ++key) EXPECT_TRUE(rates.take(key, key * 10ms));
  EXPECT_LE(rates.size(), 1'024U);
}

TEST(Limits, AreThoseOfTheProtocol) {
  const Limits limits;
  EXPECT_EQ(limits.text_code_points, 99'999U);
  EXPECT_EQ(limits.group_members, 100U);
  EXPECT_EQ(limits.page, 100U);
  EXPECT_EQ(limits.submissions_a_second, 5U);
  EXPECT_EQ(limits.submissions_burst, 30U);
  EXPECT_EQ(limits.text_bytes_in_10_s, 1024U * 1024U);
}

}  // namespace
}  // namespace parley
