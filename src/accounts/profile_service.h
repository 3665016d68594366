// What a person does with their own account.
#pragma once

#include <string_view>

#include "accounts/accounts_store.h"
#include "accounts/names.h"
#include "accounts/password_gate.h"

namespace parley {

// Any thread, a blocking one.
class ProfileService {
 public:
  ProfileService(AccountsStore& store, PasswordHasher& hasher, const Clock& clock,
                 const Limits& limits);

  // NotFound for a deleted account.
  Result<User> me(UserId user);

  // The user afterwards; the version grew if anything differs. BadRequest for a name against the
  // rules, Conflict for a username that is taken. The name given up is free again.
  Result<User> change(UserId user, const ProfilePatch& patch);

  // Unauthorized for a wrong password, counted like a failed log-in. All devices but the caller's
  // are revoked.
  Result<> change_password(const Caller& caller, std::string_view password,
                           std::string_view new_password);

  // Ends the account at once for everybody; what it leaves behind is cleared by DeletionJobs.
  Result<> delete_account(const Caller& caller, std::string_view password);

 private:
  AccountsStore& store_;
  PasswordHasher& hasher_;
  const Clock& clock_;
  Limits limits_;
  PasswordGate gate_;
};

}  // namespace parley
