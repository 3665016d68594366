#include "presence/open_lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "presence/fake_socket.h"

namespace parley {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr UserId kRomeo{1};
constexpr UserId kJuliet{2};
constexpr ConversationId kVerona = ConversationId::of(GroupId{10});
constexpr ConversationId kMantua = ConversationId::of(GroupId{20});
constexpr Milliseconds kGood{1'000};
constexpr Milliseconds kLater{2'000};

class OpenListsTest : public testing::Test {
 protected:
  OpenLists lists_;
  FakeSocket romeo_{kRomeo};
  FakeSocket second_{kRomeo};
  FakeSocket juliet_{kJuliet};
};

TEST_F(OpenListsTest, AListIsReplacedAsAWhole) {
  lists_.replace(romeo_, {kVerona, kVerona}, kGood);
  lists_.replace(juliet_, {kVerona, kMantua}, kGood);
  EXPECT_THAT(lists_.sockets_of(kVerona), ElementsAre(&romeo_, &juliet_));
  lists_.replace(romeo_, {kMantua}, kGood);
  EXPECT_THAT(lists_.sockets_of(kVerona), ElementsAre(&juliet_));
  EXPECT_THAT(lists_.sockets_of(kMantua), ElementsAre(&juliet_, &romeo_));
  lists_.replace(juliet_, {}, kGood);
  EXPECT_THAT(lists_.sockets_of(kVerona), IsEmpty());
}

TEST_F(OpenListsTest, WhoWasForgottenHasNothingOpen) {
  lists_.replace(romeo_, {kVerona}, kGood);
  lists_.forget(romeo_);
  lists_.forget(romeo_);
  EXPECT_THAT(lists_.sockets_of(kVerona), IsEmpty());
}

TEST_F(OpenListsTest, WhatIsStaleIsTakenOnceAPair) {
  lists_.replace(romeo_, {kVerona}, kGood);
  lists_.replace(second_, {kVerona}, kGood);
  lists_.replace(juliet_, {kMantua}, kLater);
  EXPECT_THAT(lists_.take_stale(kGood - Milliseconds{1}, kLater), IsEmpty());
  EXPECT_THAT(lists_.take_stale(kGood, kLater), ElementsAre(std::pair{kRomeo, kVerona}));
  EXPECT_THAT(lists_.take_stale(kGood, kLater), IsEmpty());
}

TEST_F(OpenListsTest, WhoIsOutOfAGroupHasItOpenOnNoSocket) {
  lists_.replace(romeo_, {kVerona, kMantua}, kGood);
  lists_.replace(second_, {kVerona}, kGood);
  lists_.replace(juliet_, {kVerona}, kGood);
  lists_.remove(kRomeo, kVerona);
  EXPECT_THAT(lists_.sockets_of(kVerona), ElementsAre(&juliet_));
  EXPECT_THAT(lists_.sockets_of(kMantua), ElementsAre(&romeo_));
  lists_.forget(second_);
  lists_.remove(kRomeo, kVerona);
}

}  // namespace
}  // namespace parley
