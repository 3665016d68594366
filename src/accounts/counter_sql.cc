#include "accounts/counter_sql.h"

#include "base/try.h"

namespace parley {

Result<std::int64_t> next_number(sql::Transaction& transaction, std::string_view counter) {
  PARLEY_LET(
      const auto answer,
      transaction.run("UPDATE counters SET value = value + 1 WHERE name = $1 RETURNING value",
                      {counter}));
  return answer.rows.at(0).integer(0);
}

}  // namespace parley
