// Revocations and ticket keys in SQL.
#pragma once

#include "accounts/revocation_store.h"
#include "engines/sql/sql.h"

namespace parley {

class SqlRevocationStore final : public RevocationStore {
 public:
  explicit SqlRevocationStore(sql::Transaction& transaction) : transaction_(transaction) {}

  Result<> add(const Caller& caller, RevocationReason reason, TimeMs at) override;
  Result<std::vector<Revocation>> after(RevocationCursor cursor, std::size_t limit) override;
  Result<> remove_before(TimeMs time) override;
  Result<std::vector<TicketKey>> keys() override;
  Result<> add_key(const TicketKey& key) override;
  Result<> remove_keys_before(TicketKeyId id) override;

 private:
  sql::Transaction& transaction_;
};

}  // namespace parley
