// Users in the table `users`.
#pragma once

#include "accounts/user_store.h"
#include "engines/sql/sql.h"

namespace parley {

class SqlUserStore final : public UserStore {
 public:
  explicit SqlUserStore(sql::Transaction& transaction) : transaction_(transaction) {}

  Result<bool> insert(const User& user, std::string_view password_hash) override;
  Result<std::optional<User>> find(UserId user) override;
  Result<std::optional<User>> find_by_name(std::string_view username) override;
  Result<std::vector<User>> find_by_prefix(std::string_view prefix, UserId asker,
                                           std::size_t limit) override;
  Result<> update(const User& user) override;
  Result<std::vector<User>> page(UserId after, std::size_t limit) override;
  Result<std::string> password_hash(UserId user) override;
  Result<> set_password_hash(UserId user, std::string_view hash) override;

 private:
  sql::Transaction& transaction_;
};

}  // namespace parley
