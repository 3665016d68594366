// How a schema grows: numbered steps, each applied once, in order, never backwards.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "engines/sql/sql.h"

namespace parley::sql {

// Never changed once released; a correction is a new one at the end.
struct Migration {
  std::string_view name;                     // For the operator: what it is for.
  std::vector<std::string_view> statements;  // One statement each.
};

// Brings the database from where it stands to the last of `migrations`, all in one transaction:
// where one fails, nothing changed. Does nothing the second time. Conflict where the database knows
// more of them than we do: it belongs to a newer program.
Result<> migrate(Database& database, std::span<const Migration> migrations);

}  // namespace parley::sql
