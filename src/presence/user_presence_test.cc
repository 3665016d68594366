#include "presence/user_presence.h"

#include <gtest/gtest.h>

namespace parley {
namespace {

using State = UserPresence::State;

constexpr Milliseconds kGrace{30'000};
constexpr Milliseconds kLater{60'000};
constexpr TimeMs kAt{1'767'225'600'000};

TEST(UserPresence, TheFirstSocketIsAFlipAndTheSecondIsNone) {
  UserPresence presence;
  EXPECT_FALSE(presence.is_online());
  EXPECT_TRUE(presence.enter());
  EXPECT_FALSE(presence.enter());
  EXPECT_EQ(presence.state(), State::Online);
}

TEST(UserPresence, OnlyTheLastSocketBeginsTheGrace) {
  UserPresence presence;
  presence.enter();
  presence.enter();
  EXPECT_FALSE(presence.leave(kGrace, kAt));
  EXPECT_EQ(presence.state(), State::Online);
  EXPECT_TRUE(presence.leave(kGrace, kAt + Milliseconds{5}));
  EXPECT_EQ(presence.state(), State::Grace);
  EXPECT_TRUE(presence.is_online());
  EXPECT_EQ(presence.last_active_at(), kAt + Milliseconds{5});
}

TEST(UserPresence, ATunnelWithinTheGraceIsNoFlip) {
  UserPresence presence;
  presence.enter();
  presence.leave(kGrace, kAt);
  EXPECT_FALSE(presence.expire(kGrace - Milliseconds{1}, kLater));
  EXPECT_FALSE(presence.enter());
  EXPECT_FALSE(presence.expire(kGrace, kLater));
  EXPECT_EQ(presence.state(), State::Online);
}

TEST(UserPresence, TheEndOfTheGraceIsOneFlip) {
  UserPresence presence;
  presence.enter();
  presence.leave(kGrace, kAt);
  EXPECT_TRUE(presence.expire(kGrace, kLater));
  EXPECT_FALSE(presence.expire(kGrace, kLater));
  EXPECT_EQ(presence.state(), State::Offline);
  EXPECT_EQ(presence.due(), kLater);
  EXPECT_EQ(presence.last_active_at(), kAt);
  EXPECT_TRUE(presence.enter());
}

TEST(UserPresence, WhoIsAdoptedComesBackWithoutAFlip) {
  UserPresence presence;
  presence.adopt(kGrace, kAt);
  EXPECT_TRUE(presence.is_online());
  EXPECT_FALSE(presence.enter());
  EXPECT_EQ(presence.state(), State::Online);
}

TEST(UserPresence, WhoIsAdoptedAndDoesNotComeBackGoesOnce) {
  UserPresence presence;
  presence.adopt(kGrace, kAt);
  EXPECT_TRUE(presence.expire(kGrace, kLater));
  EXPECT_FALSE(presence.is_online());
}

}  // namespace
}  // namespace parley
