#include "presence/presence_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>

#include "base/fake_clock.h"

namespace parley {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr UserId kServer{};
constexpr UserId kRomeo{1};
constexpr UserId kJuliet{2};
constexpr Milliseconds kGrace{30'000};

class BusFake final : public PresenceBus {
 public:
  void publish(const Hint& hint) override { hints.push_back(hint); }
  std::vector<Hint> hints;
};

// Lives of a server over the same rows.
class PresenceServiceTest : public testing::Test {
 protected:
  PresenceServiceTest() { start(); }

  // A new life; the one before was killed, or had stopped.
  void start() {
    clock_.advance(Milliseconds{1'000});
    bus_.hints.clear();
    service_ = std::make_unique<PresenceService>(
        PresenceService::Parts{bus_,
                               [this](UserId user, const LastSeen& seen) { rows_[user] = seen; },
                               clock_, kGrace},
        row(kServer));
    clock_.advance(Milliseconds{1'000});
  }
  std::optional<LastSeen> row(UserId user) const {
    const auto found = rows_.find(user);
    return found == rows_.end() ? std::nullopt : std::optional(found->second);
  }
  SeenPerson look(UserId user) { return service_->look(user, row(user)); }
  void pass(Milliseconds time) {
    clock_.advance(time);
    service_->expire();
  }

  FakeClock clock_;
  BusFake bus_;
  std::map<UserId, LastSeen> rows_;
  std::unique_ptr<PresenceService> service_;
};

TEST_F(PresenceServiceTest, WhoWasNeverThereIsOfflineWithoutATime) {
  EXPECT_EQ(look(kRomeo), SeenPerson{.user = kRomeo});
}

TEST_F(PresenceServiceTest, ComingAndGoingIsToldAndWrittenDown) {
  service_->enter(kRomeo);
  EXPECT_THAT(bus_.hints, ElementsAre(Hint(Flip{.user = kRomeo, .is_online = true})));
  EXPECT_EQ(row(kRomeo), (LastSeen{clock_.now(), true}));
  pass(Milliseconds{5'000});
  const TimeMs left_at = clock_.now();
  service_->leave(kRomeo);
  pass(kGrace - Milliseconds{1});
  EXPECT_EQ(bus_.hints.size(), 1U);
  EXPECT_TRUE(look(kRomeo).is_online);
  pass(Milliseconds{1});
  ASSERT_EQ(bus_.hints.size(), 2U);
  EXPECT_EQ(bus_.hints[1], Hint(Flip{kRomeo, false, left_at}));
  EXPECT_EQ(row(kRomeo), (LastSeen{left_at, false}));
  EXPECT_EQ(look(kRomeo), (SeenPerson{kRomeo, false, left_at}));
}

TEST_F(PresenceServiceTest, TwoDevicesAreOnePerson) {
  service_->enter(kRomeo);
  service_->enter(kRomeo);
  service_->leave(kRomeo);
  pass(2 * kGrace);
  EXPECT_EQ(bus_.hints.size(), 1U);
  EXPECT_TRUE(look(kRomeo).is_online);
}

TEST_F(PresenceServiceTest, AKilledServerReportsNobodyOfflineAndOnlineAgain) {
  service_->enter(kRomeo);
  start();
  EXPECT_TRUE(look(kRomeo).is_online);
  service_->enter(kRomeo);
  pass(2 * kGrace);
  EXPECT_THAT(bus_.hints, IsEmpty());
  EXPECT_TRUE(look(kRomeo).is_online);
}

TEST_F(PresenceServiceTest, AStoppedServerReportsNobodyOfflineAndOnlineAgain) {
  service_->enter(kRomeo);
  service_->enter(kJuliet);
  pass(Milliseconds{3'600'000});
  const TimeMs left_at = clock_.now();
  service_->leave(kRomeo);
  service_->stop();
  start();
  EXPECT_TRUE(look(kRomeo).is_online);
  EXPECT_TRUE(look(kJuliet).is_online);
  service_->enter(kJuliet);
  pass(kGrace);
  EXPECT_THAT(bus_.hints, ElementsAre(Hint(Flip{kRomeo, false, left_at})));
}

TEST_F(PresenceServiceTest, WhoDoesNotComeBackAfterARestartGoesOnce) {
  service_->enter(kRomeo);
  const TimeMs came_at = clock_.now();
  start();
  look(kRomeo);
  pass(kGrace);
  EXPECT_THAT(bus_.hints, ElementsAre(Hint(Flip{kRomeo, false, came_at})));
  EXPECT_EQ(look(kRomeo), (SeenPerson{kRomeo, false, came_at}));
}

TEST_F(PresenceServiceTest, WhoIsLookedForAfterTheWindowIsOffline) {
  service_->enter(kRomeo);
  const TimeMs came_at = clock_.now();
  start();
  pass(kGrace);
  EXPECT_EQ(look(kRomeo), (SeenPerson{kRomeo, false, came_at}));
  EXPECT_THAT(bus_.hints, IsEmpty());
}

TEST_F(PresenceServiceTest, WhoWasOnlineInAnEarlierLifeIsNotAwaited) {
  service_->enter(kRomeo);
  start();
  start();
  EXPECT_FALSE(look(kRomeo).is_online);
}

TEST_F(PresenceServiceTest, WhoIsAwaitedWhenTheServerStopsIsAwaitedByTheNextLife) {
  service_->enter(kRomeo);
  start();
  look(kRomeo);
  service_->stop();
  start();
  EXPECT_TRUE(look(kRomeo).is_online);
}

TEST_F(PresenceServiceTest, WhoHadGoneBeforeTheRestartStaysOffline) {
  service_->enter(kRomeo);
  service_->leave(kRomeo);
  const TimeMs left_at = clock_.now();
  pass(kGrace);
  start();
  EXPECT_EQ(look(kRomeo), (SeenPerson{kRomeo, false, left_at}));
}

TEST_F(PresenceServiceTest, OfAnAccountThatIsGoneNothingIsWritten) {
  service_->enter(kRomeo);
  rows_.erase(kRomeo);
  service_->forget_account(kRomeo);
  service_->leave(kRomeo);
  pass(kGrace);
  EXPECT_EQ(bus_.hints.size(), 2U);
  EXPECT_EQ(row(kRomeo), std::nullopt);
}

TEST_F(PresenceServiceTest, ARelationThatChangedIsToldToAll) {
  service_->relation_changed(kRomeo, kJuliet);
  EXPECT_THAT(bus_.hints, ElementsAre(Hint(RelationChange{kRomeo, kJuliet})));
}

}  // namespace
}  // namespace parley
