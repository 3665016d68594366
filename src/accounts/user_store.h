// The port through which users are kept.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/user.h"
#include "base/error.h"

namespace parley {

// Part of one AccountsWork. After an error the work is lost as a whole.
class UserStore {
 public:
  virtual ~UserStore() = default;

  // False if the id is taken: draw another. Conflict if the username is taken.
  virtual Result<bool> insert(const User& user, std::string_view password_hash) = 0;
  // Deleted and disabled users are found too; nothing if there never was one.
  virtual Result<std::optional<User>> find(UserId user) = 0;
  virtual Result<std::optional<User>> find_by_name(std::string_view username) = 0;
  // Active, findable users whose name begins with `prefix` (of username characters only) and who
  // did not block `asker`; by name, at most `limit`.
  virtual Result<std::vector<User>> find_by_prefix(std::string_view prefix, UserId asker,
                                                   std::size_t limit) = 0;
  // Everything but the id and the time of creation. Conflict if the username is taken.
  virtual Result<> update(const User& user) = 0;
  // By id, after `after`; all states.
  virtual Result<std::vector<User>> page(UserId after, std::size_t limit) = 0;

  // NotFound if there is no such user.
  virtual Result<std::string> password_hash(UserId user) = 0;
  virtual Result<> set_password_hash(UserId user, std::string_view hash) = 0;
};

}  // namespace parley
