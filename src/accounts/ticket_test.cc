// Tickets and the box that checks them.
#include "accounts/ticket.h"

#include <gtest/gtest.h>

#include "accounts/ticket_box.h"
#include "base/fake_clock.h"

namespace parley {
namespace {

constexpr Caller kCaller{UserId{11}, DeviceId{22}};
constexpr Milliseconds kMinute{60'000};

TicketKey key(std::uint32_t id, TimeMs made_at) {
  TicketKey result{TicketKeyId{id}, {}, made_at};
  result.secret.fill(static_cast<std::uint8_t>(id));
  return result;
}

class TicketBoxTest : public testing::Test {
 protected:
  TicketBoxTest() { fill(); }

  void fill(std::vector<Revocation> revocations = {}) { box_.fill(keys_, revocations); }
  Errc refusal(std::string_view ticket) const {
    const auto caller = box_.check(ticket);
    return caller ? Errc{} : caller.error().code;
  }

  FakeClock clock_;
  std::vector<TicketKey> keys_{key(1, clock_.now() - 60 * kMinute)};
  TicketBox box_{clock_};
};

TEST_F(TicketBoxTest, ATicketSaysWhoCalls) {
  EXPECT_EQ(box_.check(box_.issue(kCaller).value()).value(), kCaller);
}

TEST_F(TicketBoxTest, AnyChangeOfATicketIsRefused) {
  const std::string ticket = box_.issue(kCaller).value();
  for (std::size_t i = 0; i < ticket.size(); ++i) {
    std::string other = ticket;
    other[i] = other[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(refusal(other), Errc::Unauthorized) << i;
    EXPECT_EQ(refusal(ticket.substr(0, i)), Errc::Unauthorized) << i;
  }
  EXPECT_EQ(refusal(ticket + "A"), Errc::Unauthorized);
}

TEST_F(TicketBoxTest, ATicketLivesFifteenMinutes) {
  const std::string ticket = box_.issue(kCaller).value();
  clock_.advance(kTicketLife - Milliseconds{1});
  fill();
  EXPECT_TRUE(box_.check(ticket).has_value());
  clock_.advance(Milliseconds{1});
  EXPECT_EQ(refusal(ticket), Errc::Unauthorized);
}

TEST_F(TicketBoxTest, ARevokedDeviceIsRefusedForAsLongAsATicketCouldLive) {
  const std::string ticket = box_.issue(kCaller).value();
  fill({{RevocationCursor{1}, kCaller, RevocationReason::LoggedOut, clock_.now()}});
  EXPECT_EQ(refusal(ticket), Errc::Unauthorized);
  EXPECT_TRUE(box_.check(box_.issue({UserId{11}, DeviceId{23}}).value()).has_value());

  clock_.advance(kTicketLife - Milliseconds{1});
  fill();
  EXPECT_EQ(refusal(ticket), Errc::Unauthorized);
}

TEST_F(TicketBoxTest, ARevokedDeviceIsKnownToBeForTwentyMinutes) {
  EXPECT_FALSE(box_.is_revoked(kCaller.device));
  fill({{RevocationCursor{1}, kCaller, RevocationReason::LoggedOut, clock_.now()}});
  clock_.advance(kRevocationsKept);
  fill();
  EXPECT_TRUE(box_.is_revoked(kCaller.device));
  clock_.advance(Milliseconds{1});
  fill();
  EXPECT_FALSE(box_.is_revoked(kCaller.device));
}

TEST_F(TicketBoxTest, ABoxThatWasNotFilledForAMinuteAcceptsAndIssuesNothing) {
  const std::string ticket = box_.issue(kCaller).value();
  clock_.advance(kTicketBoxStale + Milliseconds{1});
  EXPECT_EQ(refusal(ticket), Errc::StoreFailed);
  EXPECT_EQ(box_.issue(kCaller), std::nullopt);
  fill();
  EXPECT_TRUE(box_.check(ticket).has_value());
}

TEST_F(TicketBoxTest, ABoxThatWasNeverFilledAcceptsNothing) {
  const TicketBox empty(clock_);
  EXPECT_EQ(empty.issue(kCaller), std::nullopt);
  EXPECT_EQ(empty.check(box_.issue(kCaller).value()).error().code, Errc::StoreFailed);
}

TEST_F(TicketBoxTest, ANewKeySignsOnlyWhenEveryServerCanKnowIt) {
  const TicketKey old = keys_.front();
  keys_.push_back(key(2, clock_.now()));
  fill();
  EXPECT_EQ(ticket_from(box_.issue(kCaller).value())->ticket.key, old.id);
  clock_.advance(kTicketKeyRest);
  EXPECT_EQ(ticket_from(box_.issue(kCaller).value())->ticket.key, TicketKeyId{2});
}

TEST_F(TicketBoxTest, TheKeyBeforeStaysValidAndAnOlderOneDoesNot) {
  const std::string ticket = box_.issue(kCaller).value();
  keys_.push_back(key(2, clock_.now()));
  fill();
  EXPECT_TRUE(box_.check(ticket).has_value());
  keys_.erase(keys_.begin());
  fill();
  EXPECT_EQ(refusal(ticket), Errc::Unauthorized);
}

TEST_F(TicketBoxTest, AKeyOfTheSameNumberButAnotherSecretIsNotOurs) {
  TicketKey forged = keys_.front();
  forged.secret.fill(0);
  EXPECT_EQ(refusal(seal({forged.id, kCaller, clock_.now() + kMinute}, forged)),
            Errc::Unauthorized);
}

}  // namespace
}  // namespace parley
