#include "accounts/deletion_jobs.h"

#include <algorithm>

#include "accounts/admin_service.h"
#include "accounts/people_service.h"
#include "accounts/test_accounts.h"

namespace parley {
namespace {

class FakeSteps final : public DeletionSteps {
 public:
  Result<> leave_groups(UserId user) override { return run(user, "leaves groups"); }
  Result<> remove_inbox(UserId user) override { return run(user, "loses inbox"); }

  std::vector<std::string> done;
  std::string failing;

 private:
  Result<> run(UserId user, const std::string& step) {
    if (step == failing) return fail(Errc::StoreFailed, step);
    done.push_back(to_text(user) + " " + step);
    return {};
  }
};

// Serves until its writes are used up, as a server that then dies.
class DyingStore final : public AccountsStore {
 public:
  DyingStore(AccountsStore& store, int writes_left) : store_(store), writes_left_(writes_left) {}

  Result<std::unique_ptr<AccountsWork>> read() override { return store_.read(); }
  Result<std::unique_ptr<AccountsWork>> write() override {
    if (writes_left_ == 0) return fail(Errc::StoreFailed, "dead");
    --writes_left_;
    return store_.write();
  }
  Result<> copy_to(const std::string& path) override { return store_.copy_to(path); }

 private:
  AccountsStore& store_;
  int writes_left_;
};

class DeletionJobsTest : public AccountsTest {
 protected:
  DeletionJobsTest() {
    auto service = contacts();
    EXPECT_TRUE(service.ask(romeo_.user, juliet_).has_value());
    EXPECT_TRUE(service.ask(juliet_, romeo_.user).has_value());
    EXPECT_TRUE(service.block(romeo_.user, tybalt_).has_value());
    EXPECT_TRUE(service.block(mercutio_, romeo_.user).has_value());
    drain_outbox();
  }

  void ask_for_deletion() { ASSERT_TRUE(profiles().delete_account(romeo_, password_).has_value()); }
  std::size_t run() { return DeletionJobs(*store_, steps_, clock_).run_due_jobs().value(); }
  // What is left of the account in SQL, with the steps that are not.
  void expect_nothing_left() {
    const std::string name = to_text(romeo_.user);
    EXPECT_EQ(steps_.done,
              (std::vector<std::string>{name + " leaves groups", name + " loses inbox"}));
    EXPECT_TRUE(contacts().list(juliet_).value().empty());
    EXPECT_TRUE(contacts().list(romeo_.user).value().empty());
    EXPECT_TRUE(contacts().blocks(romeo_.user).value().empty());
    EXPECT_TRUE(contacts().blocks(mercutio_).value().empty());
    const auto work = store_->read().value();
    EXPECT_EQ(work->users().password_hash(romeo_.user).value(), "");
    EXPECT_EQ(work->users().find(romeo_.user).value()->display_name, "");
    EXPECT_TRUE(work->deletions().due(TimeMs{INT64_MAX}, 10)->empty());
  }

  const NewAccount account_ = sign_up("romeo");
  const Caller romeo_ = account_.session.caller;
  const UserId juliet_ = user("juliet");
  const UserId tybalt_ = user("tybalt");
  const UserId mercutio_ = user("mercutio");
  FakeSteps steps_;
};

TEST_F(DeletionJobsTest, TheAccountIsGoneForEverybodyAtOnce) {
  ask_for_deletion();
  EXPECT_EQ(code_of(devices().authenticate(account_.session.device_token)), Errc::Unauthorized);
  EXPECT_EQ(devices().revocations_after(RevocationCursor{})->at(0).reason,
            RevocationReason::Deleted);
  EXPECT_EQ(code_of(log_in("romeo", password_)), Errc::Unauthorized);
  EXPECT_EQ(code_of(sessions().recover({"romeo", account_.recovery_codes[0], password_, {}})),
            Errc::Unauthorized);
  EXPECT_EQ(code_of(profiles().me(romeo_.user)), Errc::NotFound);
  EXPECT_EQ(code_of(contacts().ask(juliet_, romeo_.user)), Errc::NotFound);

  PeopleService people(*store_, limits_);
  const UserId ids[] = {romeo_.user};
  EXPECT_EQ(people.by_ids(ids)->at(0),
            (Profile{.user = romeo_.user, .version = 2, .deleted = true}));
  EXPECT_TRUE(people.by_query(juliet_, "romeo")->empty());
}

TEST_F(DeletionJobsTest, AWrongPasswordDeletesNothing) {
  EXPECT_EQ(code_of(profiles().delete_account(romeo_, "wrong password")), Errc::Unauthorized);
  EXPECT_EQ(run(), 0u);
  EXPECT_TRUE(profiles().me(romeo_.user).has_value());
}

TEST_F(DeletionJobsTest, EverythingGoesAndPeersAreTold) {
  ask_for_deletion();
  EXPECT_EQ(run(), 1u);
  expect_nothing_left();
  const auto items = drain_outbox();
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].recipient, juliet_);
  EXPECT_EQ(items[0].item, (OutboxItem{ContactsChanged{{romeo_.user, ContactState::None, 3}}}));
  EXPECT_EQ(run(), 0u);
}

TEST_F(DeletionJobsTest, NobodyElseEverGetsTheName) {
  ask_for_deletion();
  run();
  EXPECT_EQ(code_of(sessions().sign_up({"romeo", password_, "R", {}})), Errc::Conflict);
  EXPECT_EQ(code_of(profiles().change(juliet_, {.username = "romeo"})), Errc::Conflict);
}

TEST_F(DeletionJobsTest, AStepThatFailsIsTriedAgainLaterAndAfterARestart) {
  for (const std::string step : {"leaves groups", "loses inbox"}) {
    if (step == "leaves groups") ask_for_deletion();
    steps_.failing = step;
    Milliseconds pause{1'000};
    for (int attempt = 0; attempt < 3; ++attempt, pause *= 2) {
      EXPECT_EQ(run(), 0u);
      open();
      steps_.failing.clear();
      EXPECT_EQ(run(), 0u) << "not due yet";
      steps_.failing = step;
      clock_.advance(pause);
    }
  }
  steps_.failing.clear();
  EXPECT_EQ(run(), 1u);
  expect_nothing_left();
}

TEST_F(DeletionJobsTest, AServerMayDieAfterAnyOfItsWrites) {
  int writes = 0;
  for (bool has_died = true; has_died; ++writes) {
    ASSERT_LT(writes, 30);
    const Caller caller = sign_up("victim" + std::to_string(writes)).session.caller;
    ASSERT_TRUE(contacts().ask(caller.user, juliet_).has_value());
    ASSERT_TRUE(contacts().block(mercutio_, caller.user).has_value());
    ASSERT_TRUE(profiles().delete_account(caller, password_).has_value());
    DyingStore dying(*store_, writes);
    const auto finished = DeletionJobs(dying, steps_, clock_).run_due_jobs();
    has_died = !finished;

    open();
    clock_.advance(kDeletionLease);  // The dead one may hold the step, for all others know.
    EXPECT_EQ(run(), has_died ? 1u : 0u) << writes;
    EXPECT_EQ(contacts().blocks(mercutio_)->size(), 1u);  // Romeo, who stays.
    EXPECT_EQ(contacts().list(juliet_)->size(), 1u);
    EXPECT_EQ(store_->read().value()->users().password_hash(caller.user).value(), "");
    EXPECT_TRUE(std::ranges::count(steps_.done, to_text(caller.user) + " leaves groups") > 0);
    EXPECT_TRUE(std::ranges::count(steps_.done, to_text(caller.user) + " loses inbox") > 0);
  }
  EXPECT_EQ(writes, 10);  // Nine deaths and a life.
}

TEST_F(DeletionJobsTest, ADeletionThatFailsHoldsUpNoOther) {
  ask_for_deletion();
  steps_.failing = "leaves groups";
  run();
  const auto other = sign_up("paris").session.caller;
  ASSERT_TRUE(profiles().delete_account(other, password_).has_value());
  steps_.failing.clear();
  EXPECT_EQ(run(), 1u);
}

TEST_F(DeletionJobsTest, AnOperatorAddsListsAndDisables) {
  auto service = sessions();
  AdminService admin(*store_, clock_, service);
  const auto added = admin.add({"paris", password_, "Paris", {}}).value();
  EXPECT_TRUE(devices().list(added.user.id)->empty());
  EXPECT_EQ(admin.list(UserId{}, 2)->size(), 2u);
  EXPECT_EQ(admin.list(UserId{}, 100)->size(), 5u);

  ASSERT_TRUE(admin.disable("romeo").has_value());
  ASSERT_TRUE(admin.disable("romeo").has_value());
  EXPECT_EQ(code_of(devices().authenticate(account_.session.device_token)), Errc::Unauthorized);
  EXPECT_EQ(code_of(log_in("romeo", password_)), Errc::Forbidden);
  EXPECT_EQ(code_of(log_in("romeo", "wrong password")), Errc::Unauthorized);
  EXPECT_EQ(code_of(sessions().recover({"romeo", account_.recovery_codes[0], password_, {}})),
            Errc::Forbidden);
  ASSERT_TRUE(admin.enable("romeo").has_value());
  EXPECT_TRUE(log_in("romeo", password_).has_value());
  EXPECT_EQ(code_of(admin.disable("nobody")), Errc::NotFound);
}

TEST_F(DeletionJobsTest, ACopyOfTheDatabaseServesAsTheDatabase) {
  auto service = sessions();
  AdminService admin(*store_, clock_, service);
  ASSERT_TRUE(admin.checkpoint_to(folder_ / "copy.db").has_value());
  ask_for_deletion();
  store_ = open_accounts(sql::open_sqlite(folder_ / "copy.db").value()).value();
  EXPECT_EQ(devices().authenticate(account_.session.device_token).value(), romeo_);
}

}  // namespace
}  // namespace parley
