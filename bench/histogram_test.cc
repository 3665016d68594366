#include "bench/histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "base/random.h"

namespace parley::bench {
namespace {

using std::chrono::nanoseconds;

TEST(Histogram, AnEmptyOneHasNoQuantiles) {
  EXPECT_EQ(Histogram{}.quantile(0.5), nanoseconds{0});
  EXPECT_EQ(Histogram{}.max(), nanoseconds{0});
}

TEST(Histogram, SmallValuesAreExact) {
  Histogram histogram;
  for (int value = 1; value <= 100; ++value) histogram.add(nanoseconds{value});
  EXPECT_EQ(histogram.quantile(0.5), nanoseconds{50});
  EXPECT_EQ(histogram.quantile(0.99), nanoseconds{99});
  EXPECT_EQ(histogram.quantile(1), nanoseconds{100});
  EXPECT_EQ(histogram.quantile(0), nanoseconds{1});
}

TEST(Histogram, EveryQuantileIsWithinOnePercentOfTheSortedList) {
  SeededRandom random(7);
  Histogram histogram;
  std::vector<std::int64_t> values;
  for (int i = 0; i < 20'000; ++i) {
    const auto octave = random.below(40);
    values.push_back(static_cast<std::int64_t>(random.below(std::uint64_t{2} << octave)));
    histogram.add(nanoseconds{values.back()});
  }
  std::sort(values.begin(), values.end());
  for (const double share : {0.01, 0.25, 0.5, 0.9, 0.99, 0.999}) {
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(values.size())) - 1;
    const auto exact = static_cast<double>(values[rank]);
    const auto found = static_cast<double>(histogram.quantile(share).count());
    EXPECT_GE(found, exact) << share;
    EXPECT_LE(found, exact * 1.01 + 1) << share;
  }
}

TEST(Histogram, OneOutlierIsTheMaximumAndNotTheMedian) {
  Histogram histogram;
  for (int i = 0; i < 999; ++i) histogram.add(nanoseconds{1'000});
  histogram.add(std::chrono::hours{1});
  EXPECT_EQ(histogram.count(), 1'000U);
  EXPECT_EQ(histogram.max(), std::chrono::hours{1});
  EXPECT_EQ(histogram.quantile(1), std::chrono::hours{1});
  EXPECT_LT(histogram.quantile(0.999), nanoseconds{1'010});
}

TEST(Histogram, ALatencyBelowZeroCountsAsZeroAndTheLargestHasABucket) {
  Histogram histogram;
  histogram.add(nanoseconds{-5});
  histogram.add(nanoseconds::max());
  EXPECT_EQ(histogram.quantile(0.5), nanoseconds{0});
  EXPECT_EQ(histogram.quantile(1), nanoseconds::max());
}

}  // namespace
}  // namespace parley::bench
