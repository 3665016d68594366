// First messages to strangers, and group creations, in SQL.
#pragma once

#include "accounts/start_store.h"
#include "engines/sql/sql.h"

namespace parley {

class SqlStartStore final : public StartStore {
 public:
  explicit SqlStartStore(sql::Transaction& transaction) : transaction_(transaction) {}

  Result<bool> has_new_direct(UserId sender, UserId peer) override;
  Result<NewDirects> new_directs_after(UserId sender, TimeMs time) override;
  Result<> add_new_direct(UserId sender, UserId peer, TimeMs at) override;
  Result<> remove_new_directs_before(TimeMs time) override;
  Result<std::optional<GroupId>> find_group(UserId creator, const ClientMessageId& id) override;
  Result<bool> add_group(UserId creator, const ClientMessageId& id, GroupId group,
                         TimeMs at) override;
  Result<> remove_groups_before(TimeMs time) override;

 private:
  sql::Transaction& transaction_;
};

}  // namespace parley
