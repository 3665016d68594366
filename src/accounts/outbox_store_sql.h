// The outbox in SQL.
#pragma once

#include "accounts/outbox_store.h"
#include "engines/sql/sql.h"

namespace parley {

class SqlOutboxStore final : public OutboxStore {
 public:
  explicit SqlOutboxStore(sql::Transaction& transaction) : transaction_(transaction) {}

  Result<> append(UserId recipient, const OutboxItem& item) override;
  Result<std::vector<OutboxRow>> first(std::size_t limit) override;
  Result<> remove_through(OutboxPosition position) override;
  Result<> remove_of(UserId recipient) override;

 private:
  sql::Transaction& transaction_;
};

}  // namespace parley
