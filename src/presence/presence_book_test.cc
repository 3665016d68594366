#include "presence/presence_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace parley {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr UserId kRomeo{1};
constexpr UserId kJuliet{2};
constexpr Milliseconds kGrace{30'000};
constexpr TimeMs kAt{1'767'225'600'000};

auto left(UserId user, TimeMs at) {
  return testing::Field(&PresenceBook::Left::flip, Flip{user, false, at});
}

TEST(PresenceBook, WhoIsNotInItIsUnknown) {
  const PresenceBook book(kGrace);
  EXPECT_FALSE(book.find(kRomeo));
}

TEST(PresenceBook, EachWhoseGraceIsOverFlipsOnce) {
  PresenceBook book(kGrace);
  book.enter(kRomeo);
  book.enter(kJuliet);
  book.leave(kRomeo, Milliseconds{0}, kAt);
  book.leave(kJuliet, Milliseconds{10}, kAt);
  EXPECT_THAT(book.expire(kGrace - Milliseconds{1}), IsEmpty());
  EXPECT_THAT(book.expire(kGrace), ElementsAre(left(kRomeo, kAt)));
  EXPECT_THAT(book.expire(kGrace), IsEmpty());
  EXPECT_THAT(book.expire(kGrace + Milliseconds{10}), ElementsAre(left(kJuliet, kAt)));
}

TEST(PresenceBook, TwoTunnelsInARowCountFromTheSecond) {
  PresenceBook book(kGrace);
  book.enter(kRomeo);
  book.leave(kRomeo, Milliseconds{0}, kAt);
  book.enter(kRomeo);
  book.leave(kRomeo, Milliseconds{20'000}, kAt + Milliseconds{20'000});
  EXPECT_THAT(book.expire(kGrace), IsEmpty());
  EXPECT_THAT(book.expire(kGrace + Milliseconds{20'000}),
              ElementsAre(left(kRomeo, kAt + Milliseconds{20'000})));
}

TEST(PresenceBook, WhoWentIsKnownForAWhileAndThenForgotten) {
  PresenceBook book(kGrace);
  book.enter(kRomeo);
  book.leave(kRomeo, Milliseconds{0}, kAt);
  book.expire(kGrace);
  ASSERT_TRUE(book.find(kRomeo));
  EXPECT_FALSE(book.find(kRomeo)->is_online);
  EXPECT_EQ(book.find(kRomeo)->last_active_at, kAt);
  book.expire(kGrace + Milliseconds{60'000});
  EXPECT_EQ(book.size(), 0U);
}

TEST(PresenceBook, OneWhoWasAdoptedIsNewToThisLifeAndNoFlip) {
  PresenceBook book(kGrace);
  book.adopt(kRomeo, Milliseconds{0}, kAt);
  EXPECT_TRUE(book.find(kRomeo)->is_online);
  const auto entered = book.enter(kRomeo);
  EXPECT_FALSE(entered.is_flip);
  EXPECT_TRUE(entered.is_first);
  EXPECT_FALSE(book.enter(kRomeo).is_first);
  EXPECT_THAT(book.expire(kGrace), IsEmpty());
}

TEST(PresenceBook, AdoptingSomebodyKnownChangesNothing) {
  PresenceBook book(kGrace);
  book.enter(kRomeo);
  book.adopt(kRomeo, Milliseconds{0}, kAt);
  EXPECT_THAT(book.expire(kGrace), IsEmpty());
}

TEST(PresenceBook, AllOnlineAreThoseConnectedAndThoseInGrace) {
  PresenceBook book(kGrace);
  book.enter(kRomeo);
  book.enter(kJuliet);
  book.leave(kJuliet, Milliseconds{0}, kAt);
  const TimeMs now = kAt + Milliseconds{7};
  EXPECT_THAT(book.all_online(now),
              testing::UnorderedElementsAre(Flip{kRomeo, true, now}, Flip{kJuliet, true, kAt}));
  book.expire(kGrace);
  EXPECT_THAT(book.all_online(now), ElementsAre(Flip{kRomeo, true, now}));
}

TEST(PresenceBook, WhoseAccountIsGoneGoesWithoutATrace) {
  PresenceBook book(kGrace);
  book.enter(kRomeo);
  book.enter(kJuliet);
  book.forget_account(kRomeo);
  book.leave(kRomeo, Milliseconds{0}, kAt);
  book.leave(kJuliet, Milliseconds{1}, kAt);
  EXPECT_THAT(book.all_online(kAt), ElementsAre(Flip{kJuliet, true, kAt}));
  const auto all = book.expire(kGrace + Milliseconds{1});
  ASSERT_EQ(all.size(), 2U);
  EXPECT_TRUE(all[0].is_account_gone);
  EXPECT_FALSE(all[1].is_account_gone);
}

// Against a plain model: others see somebody online until a grace after their last socket closed.
RC_GTEST_PROP(PresenceBook, FlipsAreExactlyWhatOthersSee, ()) {
  PresenceBook book(kGrace);
  Milliseconds now{0};
  int sockets = 0;
  Milliseconds left_at{-1'000'000};
  bool seen_online = false;
  const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 3));
  for (const int step : steps) {
    if (step == 0) {
      const bool is_flip = book.enter(kRomeo).is_flip;
      RC_ASSERT(is_flip == !seen_online);
      seen_online = true;
      ++sockets;
    } else if (step == 1 && sockets > 0) {
      book.leave(kRomeo, now, kAt + now);
      if (--sockets == 0) left_at = now;
    } else {
      now += Milliseconds{*rc::gen::inRange(0, 40'000)};
      const auto flips = book.expire(now);
      const bool goes = seen_online && sockets == 0 && now >= left_at + kGrace;
      RC_ASSERT(flips.size() == (goes ? 1U : 0U));
      if (goes) {
        RC_ASSERT(flips[0].flip.last_active_at == kAt + left_at);
        seen_online = false;
      }
    }
    const auto found = book.find(kRomeo);
    RC_ASSERT((found && found->is_online) == seen_online);
  }
}

}  // namespace
}  // namespace parley
