// Contacts and blocks in SQL.
#pragma once

#include "accounts/contact_store.h"
#include "engines/sql/sql.h"

namespace parley {

class SqlContactStore final : public ContactStore {
 public:
  explicit SqlContactStore(sql::Transaction& transaction) : transaction_(transaction) {}

  Result<Contact> find(UserId user, UserId peer) override;
  Result<> put(UserId user, const Contact& contact) override;
  Result<std::vector<Contact>> list(UserId user) override;
  Result<std::size_t> count(UserId user, ContactState state) override;
  Result<std::vector<UserId>> some_peers(UserId user, std::size_t limit) override;
  Result<> remove_pair(UserId user, UserId peer) override;

 private:
  sql::Transaction& transaction_;
};

class SqlBlockStore final : public BlockStore {
 public:
  explicit SqlBlockStore(sql::Transaction& transaction) : transaction_(transaction) {}

  Result<> add(UserId user, const Block& block) override;
  Result<> remove(UserId user, UserId blocked) override;
  Result<bool> has(UserId user, UserId blocked) override;
  Result<std::vector<Block>> list(UserId user) override;
  Result<> remove_all(UserId user) override;

 private:
  sql::Transaction& transaction_;
};

}  // namespace parley
