#include "accounts/credential_store_sql.h"

#include "accounts/sql_values.h"
#include "base/try.h"

namespace parley {

Result<> SqlCredentialStore::add_recovery_code(UserId user, const SecretHash& code) {
  PARLEY_TRY(transaction_.run("INSERT INTO recovery_codes (user_id, code_hash) VALUES ($1, $2)",
                              {to_sql(user), to_sql(code)}));
  return {};
}

Result<bool> SqlCredentialStore::take_recovery_code(UserId user, const SecretHash& code) {
  PARLEY_LET(const auto answer,
             transaction_.run("DELETE FROM recovery_codes WHERE user_id = $1 AND code_hash = $2",
                              {to_sql(user), to_sql(code)}));
  return answer.changed == 1;
}

Result<> SqlCredentialStore::remove_recovery_codes(UserId user) {
  PARLEY_TRY(transaction_.run("DELETE FROM recovery_codes WHERE user_id = $1", {to_sql(user)}));
  return {};
}

Result<FailedAttempts> SqlCredentialStore::failures(std::string_view username) {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT count, last_at FROM log_in_failures WHERE username = $1",
                              {username}));
  if (answer.rows.empty()) return FailedAttempts{};
  const sql::Row& row = answer.rows.front();
  return FailedAttempts{from_sql<std::uint32_t>(row, 0), from_sql<TimeMs>(row, 1)};
}

Result<> SqlCredentialStore::set_failures(std::string_view username,
                                          const FailedAttempts& failures) {
  PARLEY_TRY(transaction_.run(
      "INSERT INTO log_in_failures (username, count, last_at) VALUES ($1, $2, $3)"
      " ON CONFLICT (username) DO UPDATE SET count = excluded.count, last_at = excluded.last_at",
      {username, to_sql(failures.count), to_sql(failures.last_at)}));
  return {};
}

Result<> SqlCredentialStore::forget_failures(std::string_view username) {
  PARLEY_TRY(transaction_.run("DELETE FROM log_in_failures WHERE username = $1", {username}));
  return {};
}

Result<> SqlCredentialStore::forget_failures_before(TimeMs time) {
  PARLEY_TRY(transaction_.run("DELETE FROM log_in_failures WHERE last_at < $1", {to_sql(time)}));
  return {};
}

}  // namespace parley
