#include "bench/schedule.h"

#include <gtest/gtest.h>

namespace parley::bench {
namespace {

using namespace std::chrono_literals;

TEST(OpenSchedule, MessagesAreSpacedEvenly) {
  OpenSchedule schedule(Time{1s}, 4);
  EXPECT_EQ(schedule.take(), Time{1s});
  EXPECT_EQ(schedule.take(), Time{1250ms});
  EXPECT_EQ(schedule.take(), Time{1500ms});
  EXPECT_EQ(schedule.next(), Time{1750ms});
}

TEST(OpenSchedule, NothingIsDueBeforeItsTime) {
  OpenSchedule schedule(Time{1s}, 1'000);
  EXPECT_FALSE(schedule.is_due(Time{1s} - 1ns));
  EXPECT_TRUE(schedule.is_due(Time{1s}));
  schedule.take();
  EXPECT_FALSE(schedule.is_due(Time{1s}));
}

TEST(OpenSchedule, ALateSenderStillGetsTheIntendedTimes) {
  OpenSchedule schedule(Time{0s}, 100);
  const Time late{1s};
  int taken = 0;
  for (Time expected{0s}; schedule.is_due(late); expected += 10ms, ++taken) {
    EXPECT_EQ(schedule.take(), expected);
  }
  EXPECT_EQ(taken, 101);
}

TEST(OpenSchedule, ARateThatDoesNotDivideASecondDoesNotDrift) {
  OpenSchedule schedule(Time{0s}, 3);
  for (int i = 0; i < 3 * 86'400; ++i) schedule.take();
  EXPECT_EQ(schedule.next(), Time{24h});
}

}  // namespace
}  // namespace parley::bench
