// RecoveryRequest codes and failures in SQL.
#pragma once

#include "accounts/credential_store.h"
#include "engines/sql/sql.h"

namespace parley {

class SqlCredentialStore final : public CredentialStore {
 public:
  explicit SqlCredentialStore(sql::Transaction& transaction) : transaction_(transaction) {}

  Result<> add_recovery_code(UserId user, const SecretHash& code) override;
  Result<bool> take_recovery_code(UserId user, const SecretHash& code) override;
  Result<> remove_recovery_codes(UserId user) override;
  Result<FailedAttempts> failures(std::string_view username) override;
  Result<> set_failures(std::string_view username, const FailedAttempts& failures) override;
  Result<> forget_failures(std::string_view username) override;
  Result<> forget_failures_before(TimeMs time) override;

 private:
  sql::Transaction& transaction_;
};

}  // namespace parley
