#include "base/time.h"

#include <gtest/gtest.h>

#include "base/fake_clock.h"

namespace parley {
namespace {

TEST(Times, MoveByDurations) {
  const TimeMs noon{1'000'000};
  EXPECT_EQ(noon + Milliseconds{5}, TimeMs{1'000'005});
  EXPECT_EQ((noon + Milliseconds{5}) - noon, Milliseconds{5});
  EXPECT_EQ(noon - Milliseconds{5}, TimeMs{999'995});
}

TEST(Times, LieInADayOfUtc) {
  EXPECT_EQ(day_of(TimeMs{86'399'999}), 0);
  EXPECT_EQ(day_of(TimeMs{86'400'000}), 1);
}

TEST(SystemClock, TellsATimeOfThisCenturyAndNeverGoesBack) {
  const SystemClock clock;
  EXPECT_GT(clock.now(), TimeMs{1'704'067'200'000});
  const Milliseconds before = clock.monotonic();
  EXPECT_GE(clock.monotonic(), before);
}

TEST(FakeClock, StandsStillUntilItIsTurned) {
  FakeClock clock(TimeMs{100});
  EXPECT_EQ(clock.now(), TimeMs{100});
  clock.advance(Milliseconds{20});
  EXPECT_EQ(clock.now(), TimeMs{120});
  clock.set(TimeMs{50});
  EXPECT_EQ(clock.now(), TimeMs{50});
  EXPECT_EQ(clock.monotonic(), Milliseconds{20});
}

}  // namespace
}  // namespace parley
