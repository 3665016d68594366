// How a person gets a device: sign up, log in, recover. And how it ends: log out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts_store.h"
#include "accounts/names.h"
#include "accounts/password_gate.h"
#include "base/snowflake.h"

namespace parley {

struct SignUpRequest {
  std::string username;
  std::string password;
  std::string display_name;
  DeviceDescription device;
};

struct LogInRequest {
  std::string username;
  std::string password;
  DeviceDescription device;
};

struct RecoveryRequest {
  std::string username;
  std::string recovery_code;
  std::string new_password;
  DeviceDescription device;
};

// A device that may come in from now on. The token is shown once and kept nowhere.
struct NewSession {
  Caller caller;
  std::string device_token;
};

struct NewAccount {
  NewSession session;
  User user;
  std::vector<std::string> recovery_codes;
};

// What chance and time a service draws ids and secrets from. All of it may be used by any thread.
struct AccountSources {
  const Clock& clock;
  Random& random;
  SnowflakeMaker& ids;
};

// Any thread, a blocking one: argon2id and the database are waited for.
class SessionsService {
 public:
  SessionsService(AccountsStore& store, PasswordHasher& hasher, AccountSources sources,
                  const Limits& limits);

  // BadRequest for a name or password against the rules; Conflict for a username that is, or was,
  // somebody's.
  Result<NewAccount> sign_up(const SignUpRequest& request);

  // Unauthorized for a wrong name or password, RateLimited while the account must wait, Forbidden
  // for a disabled account whose password was right. A user with all devices in use loses the one
  // unseen longest.
  Result<NewSession> log_in(const LogInRequest& request);

  // The code is used up, every device is revoked, and a new one is made. Unauthorized for a wrong
  // name or code, counted like a wrong password.
  Result<NewSession> recover(const RecoveryRequest& request);

  // Nothing happens if the device is gone already.
  Result<> log_out(const Caller& caller);

 private:
  Result<> check(const SignUpRequest& request) const;
  Result<User> add_user(AccountsWork& work, const SignUpRequest& request,
                        std::string_view password_hash);
  Result<std::vector<std::string>> add_recovery_codes(AccountsWork& work, UserId user);
  Result<NewSession> add_device(AccountsWork& work, UserId user,
                                const DeviceDescription& description);
  // The user whose code this is, if it is one; it is used up when `work` commits.
  Result<std::optional<User>> owner_of_code(AccountsWork& work, const RecoveryRequest& request);

  AccountsStore& store_;
  PasswordHasher& hasher_;
  AccountSources sources_;
  Limits limits_;
  PasswordGate gate_;
};

}  // namespace parley
