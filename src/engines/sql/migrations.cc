#include "engines/sql/migrations.h"

#include "base/try.h"

namespace parley::sql {
namespace {

Result<std::size_t> count_applied(Transaction& transaction) {
  PARLEY_TRY(transaction.run(
      "CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL)"));
  PARLEY_LET(const auto answer, transaction.run("SELECT COUNT(*) FROM migrations"));
  return static_cast<std::size_t>(answer.rows.at(0).integer(0));
}

}  // namespace

Result<> migrate(Database& database, std::span<const Migration> migrations) {
  PARLEY_LET(auto transaction, database.begin(Access::Write));
  PARLEY_LET(const std::size_t applied, count_applied(transaction));
  if (applied > migrations.size()) {
    return fail(Errc::Conflict, "the database belongs to a newer version of this program");
  }
  for (std::size_t i = applied; i < migrations.size(); ++i) {
    for (const auto statement : migrations[i].statements) PARLEY_TRY(transaction.run(statement));
    PARLEY_TRY(transaction.run("INSERT INTO migrations (number, name) VALUES ($1, $2)",
                               {static_cast<std::int64_t>(i + 1), migrations[i].name}));
  }
  return transaction.commit();
}

}  // namespace parley::sql
