// Asks for a password, slowly for those who guess.
//
// Hashing happens between two works, so that no transaction waits for it: try_password() without
// one, then settle() inside the one that makes use of the answer. The delay is looked at before, to
// spare the work, and again inside: what a guesser learns is one answer a delay, however many
// guesses run at once.
//
//   PARLEY_LET(const auto attempt, gate.try_password(name, password));
//   PARLEY_LET(auto work, store.write());
//   PARLEY_LET(const User user, gate.settle(*work, attempt));
//   … what the password was asked for …
//   PARLEY_TRY(work->commit());
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "accounts/accounts_store.h"
#include "accounts/password_hasher.h"
#include "base/limits.h"

namespace parley {

// A password that was compared; it counts when it is settled.
struct PasswordAttempt {
  std::string username;
  std::string hash;  // What it was compared with.
  bool is_match = false;
};

// Any thread, a blocking one.
class PasswordGate {
 public:
  PasswordGate(AccountsStore& store, PasswordHasher& hasher, const Clock& clock,
               const Limits& limits)
      : store_(store), hasher_(hasher), clock_(clock), limits_(limits) {}

  // RateLimited with the time left while the name must wait; Overloaded from the hasher. An unknown
  // name takes as long as a known one.
  Result<PasswordAttempt> try_password(std::string_view username, std::string_view password);

  // The user, whose failures are forgotten when `work` commits. Unauthorized for a wrong password,
  // one that was changed meanwhile, an unknown, and a deleted user alike: then the failure is
  // counted and `work` is committed. RateLimited as above.
  Result<User> settle(AccountsWork& work, const PasswordAttempt& attempt);

  // The parts, for other secrets than passwords: RateLimited while the name must wait; and counting
  // a failure, which commits `work` and always fails, with Unauthorized.
  Result<> enter(AccountsWork& work, std::string_view username);
  Result<> refuse(AccountsWork& work, std::string_view username);

 private:
  AccountsStore& store_;
  PasswordHasher& hasher_;
  const Clock& clock_;
  Limits limits_;
};

}  // namespace parley
