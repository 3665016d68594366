#include "accounts/deletion_store_sql.h"

#include "accounts/sql_values.h"
#include "base/try.h"

namespace parley {

Result<> SqlDeletionStore::add(const AccountDeletion& deletion) {
  PARLEY_TRY(transaction_.run(
      "INSERT INTO deletions (user_id, step, failures, due_at) VALUES ($1, $2, $3, $4)"
      " ON CONFLICT (user_id) DO NOTHING",
      {to_sql(deletion.user), to_sql(deletion.step), to_sql(deletion.failures),
       to_sql(deletion.due_at)}));
  return {};
}

Result<std::vector<AccountDeletion>> SqlDeletionStore::due(TimeMs now, std::size_t limit) {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT user_id, step, failures, due_at FROM deletions"
                              " WHERE due_at <= $1 ORDER BY due_at, user_id LIMIT $2",
                              {to_sql(now), to_sql(limit)}));
  std::vector<AccountDeletion> deletions;
  for (const sql::Row& row : answer.rows) {
    deletions.push_back({from_sql<UserId>(row, 0), from_sql<DeletionStep>(row, 1),
                         from_sql<std::uint32_t>(row, 2), from_sql<TimeMs>(row, 3)});
  }
  return deletions;
}

Result<bool> SqlDeletionStore::replace(const AccountDeletion& known, const AccountDeletion& next) {
  PARLEY_LET(const auto answer,
             transaction_.run("UPDATE deletions SET step = $4, failures = $5, due_at = $6"
                              " WHERE user_id = $1 AND step = $2 AND due_at = $3",
                              {to_sql(known.user), to_sql(known.step), to_sql(known.due_at),
                               to_sql(next.step), to_sql(next.failures), to_sql(next.due_at)}));
  return answer.changed == 1;
}

Result<> SqlDeletionStore::remove(UserId user) {
  PARLEY_TRY(transaction_.run("DELETE FROM deletions WHERE user_id = $1", {to_sql(user)}));
  return {};
}

}  // namespace parley
