#include "accounts/devices_service.h"

#include "accounts/seen_book.h"
#include "accounts/test_accounts.h"
#include "accounts/ticket_service.h"
#include "accounts/token.h"

namespace parley {
namespace {

constexpr Milliseconds kMinute{60'000};
constexpr Milliseconds kHour = 60 * kMinute;

class DevicesServiceTest : public AccountsTest {
 protected:
  TicketService tickets(TicketBox& box) { return {*store_, box, clock_, random_}; }
};

TEST_F(DevicesServiceTest, ATokenOfAnotherDeviceOrSecretIsNobody) {
  const auto romeo = sign_up("romeo").session;
  const auto juliet = sign_up("juliet").session;
  auto mixed = device_token_from(romeo.device_token).value();
  mixed.device = juliet.caller.device;
  EXPECT_EQ(code_of(devices().authenticate(to_text(mixed))), Errc::Unauthorized);
  mixed.device = DeviceId{1};
  EXPECT_EQ(code_of(devices().authenticate(to_text(mixed))), Errc::Unauthorized);
  EXPECT_EQ(code_of(devices().authenticate("")), Errc::Unauthorized);
  EXPECT_EQ(code_of(devices().authenticate(romeo.device_token + " ")), Errc::Unauthorized);
}

TEST_F(DevicesServiceTest, ATokenSurvivesARestart) {
  const auto romeo = sign_up("romeo").session;
  open();
  EXPECT_EQ(devices().authenticate(romeo.device_token).value(), romeo.caller);
}

TEST_F(DevicesServiceTest, ADeviceUnseenFor180DaysIsOver) {
  const auto romeo = sign_up("romeo").session;
  const auto seen = log_in("romeo", password_).value();
  clock_.advance(kUnseenMax - kMinute);
  EXPECT_TRUE(devices().authenticate(romeo.device_token).has_value());
  const Sighting sightings[] = {{seen.caller.device, clock_.now()}};
  ASSERT_TRUE(devices().mark_seen(sightings).has_value());
  clock_.advance(kMinute);
  EXPECT_EQ(code_of(devices().authenticate(romeo.device_token)), Errc::Unauthorized);
  EXPECT_TRUE(devices().authenticate(seen.device_token).has_value());

  ASSERT_TRUE(sweep(*store_, clock_).has_value());
  EXPECT_EQ(devices().list(romeo.caller.user).value().size(), 1u);
  EXPECT_EQ(devices().revocations_after(RevocationCursor{}).value().at(0).reason,
            RevocationReason::Unseen);
}

TEST_F(DevicesServiceTest, SeenIsToTheMinuteAndNeverGoesBack) {
  const auto romeo = sign_up("romeo").session;
  const TimeMs late = clock_.now() + kHour + Milliseconds{1'234};
  const Sighting sightings[] = {
      {romeo.caller.device, late}, {romeo.caller.device, clock_.now()}, {DeviceId{99}, late}};
  ASSERT_TRUE(devices().mark_seen(sightings).has_value());
  EXPECT_EQ(devices().list(romeo.caller.user).value().at(0).seen_at, to_the_minute(late));
}

TEST_F(DevicesServiceTest, OnlyOnesOwnDevicesCanBeRevoked) {
  const auto romeo = sign_up("romeo").session;
  const auto juliet = sign_up("juliet").session;
  EXPECT_EQ(code_of(devices().revoke(romeo.caller.user, juliet.caller.device)), Errc::NotFound);
  EXPECT_TRUE(devices().authenticate(juliet.device_token).has_value());

  const auto second = log_in("romeo", password_).value();
  drain_outbox();
  ASSERT_TRUE(devices().revoke(romeo.caller.user, second.caller.device).has_value());
  EXPECT_EQ(code_of(devices().authenticate(second.device_token)), Errc::Unauthorized);
  EXPECT_EQ(code_of(devices().revoke(romeo.caller.user, second.caller.device)), Errc::NotFound);
  EXPECT_EQ(drain_outbox().size(), 1u);
}

TEST_F(DevicesServiceTest, RevocationsAreReadFromACursorOn) {
  const auto romeo = sign_up("romeo").session;
  const auto juliet = sign_up("juliet").session;
  ASSERT_TRUE(sessions().log_out(romeo.caller).has_value());
  const auto first = devices().revocations_after(RevocationCursor{}).value();
  ASSERT_EQ(first.size(), 1u);
  ASSERT_TRUE(sessions().log_out(juliet.caller).has_value());
  const auto second = devices().revocations_after(first[0].cursor).value();
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(second[0].caller, juliet.caller);

  clock_.advance(25 * kHour);
  ASSERT_TRUE(sweep(*store_, clock_).has_value());
  EXPECT_TRUE(devices().revocations_after(RevocationCursor{}).value().empty());
}

TEST_F(DevicesServiceTest, TicketsOfOneServerAreGoodOnAnotherAndAfterARestart) {
  const Caller romeo = sign_up("romeo").session.caller;
  TicketBox here(clock_);
  TicketBox there(clock_);
  ASSERT_TRUE(tickets(here).poll().has_value());
  const std::string ticket = here.issue(romeo).value();
  open();
  ASSERT_TRUE(tickets(there).poll().has_value());
  EXPECT_EQ(there.check(ticket).value(), romeo);
}

TEST_F(DevicesServiceTest, APollTellsEachRevocationOnceAndTheBoxRefusesIt) {
  const Caller romeo = sign_up("romeo").session.caller;
  TicketBox box(clock_);
  auto service = tickets(box);
  EXPECT_TRUE(service.poll().value().empty());
  const std::string ticket = box.issue(romeo).value();
  ASSERT_TRUE(sessions().log_out(romeo).has_value());
  EXPECT_TRUE(box.check(ticket).has_value());
  EXPECT_EQ(service.poll().value().at(0).caller, romeo);
  EXPECT_EQ(code_of(box.check(ticket)), Errc::Unauthorized);
  EXPECT_TRUE(service.poll().value().empty());
  EXPECT_EQ(code_of(box.check(ticket)), Errc::Unauthorized);
}

TEST_F(DevicesServiceTest, AKeyIsMadeEachDayAndTwoAreKept) {
  TicketBox box(clock_);
  TicketBox other_box(clock_);
  auto service = tickets(box);
  auto other = tickets(other_box);
  for (int day = 0; day < 5; ++day) {
    ASSERT_TRUE(service.poll().has_value());
    ASSERT_TRUE(other.poll().has_value());
    const auto keys = store_->read().value()->revocations().keys().value();
    ASSERT_EQ(keys.size(), day == 0 ? 1u : 2u);
    EXPECT_EQ(keys.back().id, TicketKeyId{static_cast<std::uint32_t>(day + 1)});
    clock_.advance(kTicketKeyAge);
  }
}

TEST(SeenBook, GivesEachDeviceOnceAMinute) {
  SeenBook book;
  const TimeMs start{60'000'000};
  book.note(DeviceId{1}, start);
  book.note(DeviceId{1}, start + Milliseconds{59'999});
  book.note(DeviceId{2}, start);
  EXPECT_EQ(book.take().size(), 2u);

  book.note(DeviceId{1}, start + Milliseconds{30'000});
  EXPECT_TRUE(book.take().empty());
  book.note(DeviceId{1}, start + kMinute);
  const auto next = book.take();
  ASSERT_EQ(next.size(), 1u);
  EXPECT_EQ(next[0].at, start + kMinute);
}

}  // namespace
}  // namespace parley
