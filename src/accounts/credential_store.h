// The port through which recovery codes and failed attempts are kept.
#pragma once

#include <string_view>

#include "accounts/attempts.h"
#include "accounts/device.h"
#include "base/error.h"

namespace parley {

// Part of one AccountsWork.
class CredentialStore {
 public:
  virtual ~CredentialStore() = default;

  virtual Result<> add_recovery_code(UserId user, const SecretHash& code) = 0;
  // True if it was there: it is not any more.
  virtual Result<bool> take_recovery_code(UserId user, const SecretHash& code) = 0;
  virtual Result<> remove_recovery_codes(UserId user) = 0;

  // By the name that was typed, whether or not there is such a user: who guesses cannot tell.
  // None at all is {0, …}.
  virtual Result<FailedAttempts> failures(std::string_view username) = 0;
  virtual Result<> set_failures(std::string_view username, const FailedAttempts& failures) = 0;
  virtual Result<> forget_failures(std::string_view username) = 0;
  virtual Result<> forget_failures_before(TimeMs time) = 0;
};

}  // namespace parley
