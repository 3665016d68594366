#include "pipeline/audience.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace parley {
namespace {

constexpr UserId kAnn{101};

TEST(Audience, NamesTheEdgesThatHoldAUser) {
  Audience audience;
  EXPECT_EQ(audience.edges_of(kAnn), 0U);
  audience.enter(kAnn, 0);
  audience.enter(kAnn, kEdgesMax - 1);
  audience.enter(UserId{102}, 3);
  EXPECT_EQ(audience.edges_of(kAnn), 1U | 1U << (kEdgesMax - 1));
}

TEST(Audience, KeepsAnEdgeUntilTheLastSessionLeaves) {
  Audience audience;
  audience.enter(kAnn, 5);
  audience.enter(kAnn, 5);
  audience.leave(kAnn, 5);
  EXPECT_EQ(audience.edges_of(kAnn), 1U << 5);
  audience.leave(kAnn, 5);
  EXPECT_EQ(audience.edges_of(kAnn), 0U);
}

TEST(Audience, CountsWhatManyThreadsEnterAndLeave) {
  Audience audience;
  audience.enter(kAnn, 2);
  std::vector<std::thread> threads;
  for (std::size_t edge = 0; edge < 4; ++edge) {
    threads.emplace_back([&audience, edge] {
      for (int i = 0; i < 2'000; ++i) {
        audience.enter(kAnn, edge);
        audience.leave(kAnn, edge);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(audience.edges_of(kAnn), 1U << 2);
}

TEST(AudienceDeathTest, StopsWhereSomebodyLeavesWhoNeverEntered) {
  Audience audience;
  EXPECT_DEATH(audience.leave(kAnn, 0), "");
}

}  // namespace
}  // namespace parley
