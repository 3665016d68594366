// What the tests of this folder stand on: a database in a folder of its own, a clock to turn, and
// passwords that cost nothing.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "accounts/accounts_store_sql.h"
#include "accounts/contacts_service.h"
#include "accounts/deletion_jobs.h"
#include "accounts/devices_service.h"
#include "accounts/facts_service.h"
#include "accounts/outbox_relay.h"
#include "accounts/profile_service.h"
#include "accounts/sessions_service.h"
#include "base/fake_clock.h"
#include "engines/sql/sqlite.h"

namespace parley {

class FakeHasher final : public PasswordHasher {
 public:
  Result<std::string> hash(std::string_view password) override {
    if (is_full) return fail(Errc::Overloaded, "full", Milliseconds{700});
    return "fake:" + std::string(password);
  }
  Result<bool> verify(std::string_view hash, std::string_view password) override {
    if (is_full) return fail(Errc::Overloaded, "full", Milliseconds{700});
    ++verified;
    return hash == "fake:" + std::string(password);
  }
  std::string decoy() const override { return "decoy"; }

  std::atomic<bool> is_full = false;
  std::atomic<int> verified = 0;
};

// Takes every row and remembers it; refuses from `refuse_from` on.
class FakeSink final : public OutboxSink {
 public:
  Result<> submit(const OutboxRow& row) override {
    if (rows.size() >= refuse_from) return fail(Errc::StoreFailed, "refused");
    rows.push_back(row);
    return {};
  }

  std::vector<OutboxRow> rows;
  std::size_t refuse_from = SIZE_MAX;
};

class AccountsTest : public testing::Test {
 protected:
  AccountsTest() {
    std::string name = std::filesystem::temp_directory_path() / "parley-accounts-XXXXXX";
    folder_ = mkdtemp(name.data());
    open();
  }
  ~AccountsTest() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  // Also what a restart does: everything that is not on disk is gone.
  void open() {
    store_.reset();
    store_ = open_accounts(sql::open_sqlite(folder_ / "accounts.db").value()).value();
  }

  SessionsService sessions() { return {*store_, hasher_, {clock_, random_, ids_}, limits_}; }
  DevicesService devices() { return {*store_, clock_}; }
  ProfileService profiles() { return {*store_, hasher_, clock_, limits_}; }
  ContactsService contacts() { return {*store_, clock_, limits_}; }
  FactsService facts() { return {*store_, clock_, ids_, limits_}; }

  NewAccount sign_up(const std::string& username) {
    auto service = sessions();
    auto account =
        service.sign_up({username, password_, "The " + username, {"phone of " + username, "test"}});
    EXPECT_TRUE(account.has_value()) << account.error().detail;
    return *std::move(account);
  }
  UserId user(const std::string& username) { return sign_up(username).user.id; }
  Result<NewSession> log_in(const std::string& username, const std::string& password) {
    auto service = sessions();
    return service.log_in({username, password, {"laptop", "test"}});
  }

  // Everything that the outbox holds, which is then empty.
  std::vector<OutboxRow> drain_outbox() {
    FakeSink sink;
    OutboxRelay relay(*store_, sink);
    while (relay.run_once().value() > 0) {
    }
    return sink.rows;
  }

  const std::string password_ = "correct horse";
  std::filesystem::path folder_;
  FakeClock clock_;
  SystemRandom random_;
  SnowflakeMaker ids_{clock_, random_, NodeNumber{7}};
  Limits limits_;
  FakeHasher hasher_;
  std::unique_ptr<AccountsStore> store_;
};

template <class T>
Errc code_of(const Result<T>& result) {
  EXPECT_FALSE(result.has_value());
  return result ? Errc{} : result.error().code;
}

}  // namespace parley
