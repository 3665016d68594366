// Account deletions in SQL.
#pragma once

#include "accounts/deletion_store.h"
#include "engines/sql/sql.h"

namespace parley {

class SqlDeletionStore final : public DeletionStore {
 public:
  explicit SqlDeletionStore(sql::Transaction& transaction) : transaction_(transaction) {}

  Result<> add(const AccountDeletion& deletion) override;
  Result<std::vector<AccountDeletion>> due(TimeMs now, std::size_t limit) override;
  Result<bool> replace(const AccountDeletion& known, const AccountDeletion& next) override;
  Result<> remove(UserId user) override;

 private:
  sql::Transaction& transaction_;
};

}  // namespace parley
