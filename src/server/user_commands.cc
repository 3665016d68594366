// Accounts from the command line. They open the database beside a running server, which SQLite
// allows; the server learns of revoked devices at its next poll.
#include <cstdio>
#include <iostream>

#include "accounts/accounts_store_sql.h"
#include "accounts/admin_service.h"
#include "accounts/password_hasher_argon2id.h"
#include "base/config.h"
#include "base/random.h"
#include "base/snowflake.h"
#include "base/try.h"
#include "engines/sql/sqlite.h"
#include "server/commands.h"
#include "server/data_folder.h"

extern char** environ;

namespace parley {
namespace {

constexpr std::size_t kPage = 1'000;
// Beside the server's own node 0, so that both draw different ids in the same millisecond.
constexpr NodeNumber kCommandLineNode{1};

// What administration needs, over the accounts of a data directory.
struct Administration {
  explicit Administration(std::unique_ptr<AccountsStore> opened, const Limits& limits)
      : store(std::move(opened)),
        hasher(Argon2idCost{}),
        ids(clock, random, kCommandLineNode),
        sessions(*store, hasher, {clock, random, ids}, limits),
        service(*store, clock, sessions) {}

  SystemClock clock;
  SystemRandom random;
  std::unique_ptr<AccountsStore> store;
  Argon2idHasher hasher;
  SnowflakeMaker ids;
  SessionsService sessions;
  AdminService service;
};

Result<std::unique_ptr<Administration>> open_administration(const std::string& config_file) {
  PARLEY_LET(const Config config, load_config(config_file, environment_of(environ)));
  PARLEY_LET(auto database, sql::open_sqlite(accounts_file_in(config.server.data)));
  PARLEY_LET(auto store, open_accounts(std::move(database)));
  return std::make_unique<Administration>(std::move(store), config.limits);
}

const char* to_text(UserState state) {
  switch (state) {
    case UserState::Active: return "active";
    case UserState::Disabled: return "disabled";
    case UserState::Deleted: return "deleted";
  }
  return "unknown";
}

}  // namespace

Result<> add_user(const std::string& config_file, const NewUser& user) {
  PARLEY_LET(const auto administration, open_administration(config_file));
  std::string password;
  if (!std::getline(std::cin, password)) {
    return fail(Errc::BadRequest, "the password is expected on standard input");
  }
  const std::string& name = user.display_name.empty() ? user.username : user.display_name;
  PARLEY_LET(const NewAccount account,
             administration->service.add({user.username, password, name, {}}));
  std::printf("user %s\n", parley::to_text(account.user.id).c_str());
  for (const std::string& code : account.recovery_codes) {
    std::printf("recovery code %s\n", code.c_str());
  }
  return {};
}

Result<> list_users(const std::string& config_file) {
  PARLEY_LET(const auto administration, open_administration(config_file));
  UserId after;
  for (;;) {
    PARLEY_LET(const auto users, administration->service.list(after, kPage));
    for (const User& user : users) {
      std::printf("%s\t%s\t%s\n", parley::to_text(user.id).c_str(), user.username.c_str(),
                  to_text(user.state));
    }
    if (users.size() < kPage) return {};
    after = users.back().id;
  }
}

Result<> set_user_enabled(const std::string& config_file, const std::string& username,
                          bool is_enabled) {
  PARLEY_LET(const auto administration, open_administration(config_file));
  PARLEY_TRY(is_enabled ? administration->service.enable(username)
                        : administration->service.disable(username));
  std::printf("%s is %s\n", username.c_str(), is_enabled ? "enabled" : "disabled");
  return {};
}

}  // namespace parley
