#include "presence/watch_lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "presence/fake_socket.h"

namespace parley {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr UserId kRomeo{1};
constexpr UserId kJuliet{2};
constexpr UserId kParis{3};
constexpr TimeMs kAt{1'767'225'600'000};

class WatchListsTest : public testing::Test {
 protected:
  std::vector<SeenPerson> changes(FakeSocket& socket, MaySee may = true) {
    unknown_.clear();
    return lists_.take_changes(socket, [may](UserId) { return may; }, unknown_);
  }

  WatchLists lists_;
  FakeSocket romeo_{kRomeo};
  FakeSocket second_{kRomeo};
  FakeSocket paris_{kParis};
  std::vector<UserId> unknown_;
};

TEST_F(WatchListsTest, AFlipIsForThoseWhoWatch) {
  lists_.replace(romeo_, {{.user = kJuliet}});
  lists_.replace(paris_, {{.user = kRomeo}});
  lists_.take(Flip{.user = kJuliet, .is_online = true});
  EXPECT_THAT(lists_.pending(), ElementsAre(&romeo_));
  EXPECT_THAT(changes(romeo_), ElementsAre(SeenPerson{.user = kJuliet, .is_online = true}));
  EXPECT_THAT(lists_.pending(), IsEmpty());
}

TEST_F(WatchListsTest, OnlyTheNewestOfSeveralChangesIsTold) {
  lists_.replace(romeo_, {{.user = kJuliet}});
  lists_.take(Flip{.user = kJuliet, .is_online = true});
  lists_.take(Flip{kJuliet, false, kAt});
  EXPECT_THAT(changes(romeo_), ElementsAre(SeenPerson{kJuliet, false, kAt}));
}

TEST_F(WatchListsTest, WhatWasToldAlreadyIsNotToldAgain) {
  lists_.replace(romeo_, {{.user = kJuliet, .is_online = true}});
  lists_.take(Flip{.user = kJuliet, .is_online = true});
  EXPECT_THAT(changes(romeo_), IsEmpty());
  EXPECT_THAT(lists_.pending(), IsEmpty());
}

TEST_F(WatchListsTest, AListIsReplacedAsAWhole) {
  lists_.replace(romeo_, {{.user = kJuliet}, {.user = kParis}});
  lists_.replace(romeo_, {{.user = kParis}});
  lists_.take(Flip{.user = kJuliet, .is_online = true});
  EXPECT_THAT(lists_.pending(), IsEmpty());
  EXPECT_FALSE(lists_.is_watched(kJuliet));
  EXPECT_TRUE(lists_.is_watched(kParis));
}

TEST_F(WatchListsTest, WhoWasForgottenIsNotPending) {
  lists_.replace(romeo_, {{.user = kJuliet}});
  lists_.take(Flip{.user = kJuliet, .is_online = true});
  lists_.forget(romeo_);
  lists_.forget(romeo_);
  EXPECT_THAT(lists_.pending(), IsEmpty());
  EXPECT_FALSE(lists_.is_watched(kJuliet));
}

TEST_F(WatchListsTest, WhatIsNotKnownWaitsUntilItIs) {
  lists_.replace(romeo_, {{.user = kJuliet}});
  lists_.take(Flip{.user = kJuliet, .is_online = true});
  EXPECT_THAT(changes(romeo_, std::nullopt), IsEmpty());
  EXPECT_THAT(unknown_, ElementsAre(kJuliet));
  EXPECT_THAT(lists_.pending(), ElementsAre(&romeo_));
  EXPECT_THAT(changes(romeo_, false), IsEmpty());
  EXPECT_THAT(lists_.pending(), IsEmpty());
}

TEST_F(WatchListsTest, WhoHidesIsTakenBackAsOfflineWithoutATime) {
  lists_.replace(romeo_, {{.user = kJuliet, .is_online = true}});
  lists_.take(kRomeo, SeenPerson{.user = kJuliet, .is_online = true});
  EXPECT_THAT(changes(romeo_, false), ElementsAre(SeenPerson{.user = kJuliet}));
}

TEST_F(WatchListsTest, AChangeBetweenTwoTouchesTheirWatchesOfEachOther) {
  lists_.replace(romeo_, {{.user = kJuliet}, {.user = kParis}});
  lists_.replace(second_, {{.user = kJuliet}});
  lists_.replace(paris_, {{.user = kJuliet}});
  EXPECT_THAT(lists_.touched_by({kJuliet, kRomeo}),
              ElementsAre(Pair(kRomeo, ElementsAre(kJuliet))));
  EXPECT_THAT(lists_.touched_by({kRomeo, kParis}), ElementsAre(Pair(kRomeo, ElementsAre(kParis))));
}

TEST_F(WatchListsTest, AChangeOfOneTouchesAllWhoWatchThemAndAllTheyWatch) {
  lists_.replace(romeo_, {{.user = kJuliet}});
  lists_.replace(paris_, {{.user = kRomeo}, {.user = kJuliet}});
  EXPECT_THAT(lists_.touched_by({.user = kRomeo, .other = {}}),
              ElementsAre(Pair(kRomeo, ElementsAre(kJuliet)), Pair(kParis, ElementsAre(kRomeo))));
}

}  // namespace
}  // namespace parley
