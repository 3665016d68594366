// The SQL adapter of every port of this folder; the engine below decides which SQL.
#pragma once

#include <memory>

#include "accounts/accounts_store.h"
#include "engines/sql/sql.h"

namespace parley {

// Brings the schema up to date, then serves. Conflict if the schema is of a newer version.
Result<std::unique_ptr<AccountsStore>> open_accounts(std::unique_ptr<sql::Database> database);

}  // namespace parley
