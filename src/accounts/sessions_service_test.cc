#include "accounts/sessions_service.h"

#include <algorithm>
#include <set>
#include <thread>

#include "accounts/password_hasher_argon2id.h"
#include "accounts/test_accounts.h"

namespace parley {
namespace {

class SessionsServiceTest : public AccountsTest {
 protected:
  bool is_valid(const NewSession& session) {
    return devices().authenticate(session.device_token).has_value();
  }
};

TEST_F(SessionsServiceTest, SigningUpGivesADeviceAndTenCodes) {
  const auto account = sign_up("romeo");
  EXPECT_EQ(account.user.username, "romeo");
  EXPECT_EQ(account.user.settings, Settings{});
  EXPECT_EQ(account.recovery_codes.size(), 10u);
  EXPECT_EQ(devices().authenticate(account.session.device_token).value(), account.session.caller);
  EXPECT_EQ(account.session.caller.user, account.user.id);
  EXPECT_TRUE(drain_outbox().empty());
}

TEST_F(SessionsServiceTest, AUsernameIsGivenOnce) {
  sign_up("romeo");
  EXPECT_EQ(code_of(sessions().sign_up({"romeo", password_, "R", {}})), Errc::Conflict);
}

TEST_F(SessionsServiceTest, OneOfManyWhoSignUpAtOnceGetsTheName) {
  std::atomic<int> winners = 0;
  std::atomic<int> conflicts = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        const auto account = sessions().sign_up({"romeo", password_, "R", {}});
        ++(account ? winners : conflicts);
        if (!account) EXPECT_EQ(account.error().code, Errc::Conflict);
      });
    }
  }
  EXPECT_EQ(winners, 1);
  EXPECT_EQ(conflicts, 7);
}

TEST_F(SessionsServiceTest, NamesAgainstTheRulesAreRefused) {
  auto service = sessions();
  EXPECT_EQ(code_of(service.sign_up({"Romeo", password_, "R", {}})), Errc::BadRequest);
  EXPECT_EQ(code_of(service.sign_up({"romeo", "short", "R", {}})), Errc::BadRequest);
  EXPECT_EQ(code_of(service.sign_up({"romeo", password_, " ", {}})), Errc::BadRequest);
  EXPECT_EQ(code_of(service.sign_up({"romeo", password_, "R", {std::string(65, 'x'), ""}})),
            Errc::BadRequest);
}

TEST_F(SessionsServiceTest, LoggingInMakesAnotherDeviceAndTellsTheOthers) {
  const auto first = sign_up("romeo").session;
  const auto second = log_in("romeo", password_).value();
  EXPECT_NE(first.caller.device, second.caller.device);
  EXPECT_TRUE(is_valid(first));
  EXPECT_TRUE(is_valid(second));
  const auto items = drain_outbox();
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].recipient, first.caller.user);
  EXPECT_EQ(items[0].item, OutboxItem{DevicesChanged{}});
}

TEST_F(SessionsServiceTest, AnUnknownNameAndAWrongPasswordLookTheSame) {
  sign_up("romeo");
  const auto wrong = log_in("romeo", "wrong password");
  const auto unknown = log_in("nobody", "wrong password");
  const auto impossible = log_in("NO'; --%", "wrong password");
  EXPECT_EQ(code_of(wrong), Errc::Unauthorized);
  EXPECT_EQ(code_of(unknown), Errc::Unauthorized);
  EXPECT_EQ(code_of(impossible), Errc::Unauthorized);
  EXPECT_EQ(hasher_.verified, 3);
}

TEST_F(SessionsServiceTest, AfterFiveFailuresEachTryWaitsTwiceAsLong) {
  for (const std::string name : {"romeo", "nobody"}) {
    if (name == "romeo") sign_up(name);
    for (int i = 0; i < 5; ++i) {
      EXPECT_EQ(code_of(log_in(name, "wrong password")), Errc::Unauthorized);
    }
    Milliseconds delay{1'000};
    for (int doubling = 0; doubling < 14; ++doubling) {
      const auto refused = log_in(name, password_);
      EXPECT_EQ(code_of(refused), Errc::RateLimited);
      EXPECT_EQ(refused.error().retry_after, delay) << doubling;
      clock_.advance(delay - Milliseconds{1});
      EXPECT_EQ(code_of(log_in(name, password_)), Errc::RateLimited);
      clock_.advance(Milliseconds{1});
      EXPECT_EQ(code_of(log_in(name, "wrong password")), Errc::Unauthorized);
      delay = std::min(delay * 2, Milliseconds{15 * 60 * 1'000});
    }
  }
}

TEST_F(SessionsServiceTest, TheDelaySurvivesARestartAndASuccessEndsIt) {
  sign_up("romeo");
  for (int i = 0; i < 5; ++i) (void)log_in("romeo", "wrong password");
  open();
  EXPECT_EQ(code_of(log_in("romeo", password_)), Errc::RateLimited);
  clock_.advance(Milliseconds{1'000});
  EXPECT_TRUE(log_in("romeo", password_).has_value());
  for (int i = 0; i < 4; ++i) (void)log_in("romeo", "wrong password");
  EXPECT_TRUE(log_in("romeo", password_).has_value());
}

TEST_F(SessionsServiceTest, AFullQueueOfTheHasherCountsAsNoFailure) {
  sign_up("romeo");
  hasher_.is_full = true;
  for (int i = 0; i < 10; ++i) {
    const auto refused = log_in("romeo", password_);
    EXPECT_EQ(code_of(refused), Errc::Overloaded);
    EXPECT_EQ(refused.error().retry_after, Milliseconds{700});
  }
  hasher_.is_full = false;
  EXPECT_TRUE(log_in("romeo", password_).has_value());
}

TEST_F(SessionsServiceTest, The21stDeviceTakesThePlaceOfTheOneUnseenLongest) {
  std::vector<NewSession> sessions{sign_up("romeo").session};
  while (sessions.size() < 20) {
    clock_.advance(Milliseconds{10});
    sessions.push_back(log_in("romeo", password_).value());
  }
  // All were seen in one minute; then the first is seen again, so the second is the oldest.
  clock_.advance(Milliseconds{60'000});
  const Sighting seen[] = {{sessions[0].caller.device, clock_.now()}};
  ASSERT_TRUE(devices().mark_seen(seen).has_value());

  const auto newest = log_in("romeo", password_).value();
  EXPECT_TRUE(is_valid(newest));
  EXPECT_TRUE(is_valid(sessions[0]));
  EXPECT_FALSE(is_valid(sessions[1]));
  EXPECT_TRUE(is_valid(sessions[2]));
  EXPECT_EQ(devices().list(newest.caller.user).value().size(), 20u);
  const auto revocations = devices().revocations_after(RevocationCursor{0}).value();
  ASSERT_EQ(revocations.size(), 1u);
  EXPECT_EQ(revocations[0].caller, sessions[1].caller);
  EXPECT_EQ(revocations[0].reason, RevocationReason::Revoked);
}

TEST_F(SessionsServiceTest, ManyWhoLogInAtOnceLeaveTwentyDevices) {
  const auto first = sign_up("romeo").session;
  std::atomic<int> failures = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 6; ++i) {
      threads.emplace_back([&] {
        for (int turn = 0; turn < 5; ++turn) {
          if (!log_in("romeo", password_)) ++failures;
        }
      });
    }
  }
  EXPECT_EQ(failures, 0);
  const auto devices = this->devices().list(first.caller.user).value();
  EXPECT_EQ(devices.size(), 20u);
  std::set<std::uint64_t> ids;
  for (const Device& device : devices) ids.insert(device.id.bits());
  EXPECT_EQ(ids.size(), 20u);
}

TEST_F(SessionsServiceTest, LoggingOutEndsTheDeviceOnce) {
  const auto session = sign_up("romeo").session;
  ASSERT_TRUE(sessions().log_out(session.caller).has_value());
  EXPECT_FALSE(is_valid(session));
  ASSERT_TRUE(sessions().log_out(session.caller).has_value());
  const auto revocations = devices().revocations_after(RevocationCursor{0}).value();
  ASSERT_EQ(revocations.size(), 1u);
  EXPECT_EQ(revocations[0].reason, RevocationReason::LoggedOut);
}

TEST_F(SessionsServiceTest, ARecoveryCodeSetsThePasswordOnce) {
  const auto account = sign_up("romeo");
  const auto other = log_in("romeo", password_).value();
  const std::string code = account.recovery_codes[3];

  const auto session = sessions().recover({"romeo", code, "new password", {}}).value();
  EXPECT_TRUE(is_valid(session));
  EXPECT_FALSE(is_valid(account.session));
  EXPECT_FALSE(is_valid(other));
  EXPECT_EQ(code_of(log_in("romeo", password_)), Errc::Unauthorized);
  EXPECT_TRUE(log_in("romeo", "new password").has_value());
  EXPECT_EQ(code_of(sessions().recover({"romeo", code, "newer password", {}})), Errc::Unauthorized);
  EXPECT_TRUE(
      sessions().recover({"romeo", account.recovery_codes[4], "newer password", {}}).has_value());
}

TEST_F(SessionsServiceTest, WrongRecoveryCodesAreSlowedDownLikePasswords) {
  const auto account = sign_up("romeo");
  const auto stranger = sign_up("tybalt");
  const auto recover = [&](const std::string& name, const std::string& code) {
    return code_of(sessions().recover({name, code, "new password", {}}));
  };
  EXPECT_EQ(recover("romeo", stranger.recovery_codes[0]), Errc::Unauthorized);
  EXPECT_EQ(recover("romeo", ""), Errc::Unauthorized);
  EXPECT_EQ(recover("romeo", "00000-00000-00000-00000"), Errc::Unauthorized);
  EXPECT_EQ(recover("nobody", account.recovery_codes[0]), Errc::Unauthorized);
  EXPECT_EQ(recover("NOBODY", account.recovery_codes[0]), Errc::Unauthorized);
  (void)log_in("romeo", "wrong password");
  (void)log_in("romeo", "wrong password");
  EXPECT_EQ(recover("romeo", account.recovery_codes[0]), Errc::RateLimited);
  clock_.advance(Milliseconds{1'000});
  EXPECT_TRUE(
      sessions().recover({"romeo", account.recovery_codes[0], "new password", {}}).has_value());
}

TEST_F(SessionsServiceTest, WorksWithRealPasswords) {
  Argon2idHasher argon2id{Argon2idCost::least()};
  SessionsService service(*store_, argon2id, {clock_, random_, ids_}, limits_);
  ASSERT_TRUE(service.sign_up({"romeo", password_, "R", {}}).has_value());
  EXPECT_TRUE(service.log_in({"romeo", password_, {}}).has_value());
  EXPECT_EQ(code_of(service.log_in({"romeo", "wrong password", {}})), Errc::Unauthorized);
  EXPECT_EQ(code_of(service.log_in({"nobody", password_, {}})), Errc::Unauthorized);
}

}  // namespace
}  // namespace parley
