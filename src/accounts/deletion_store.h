// The port through which account deletions are kept while they are under way.
#pragma once

#include <cstddef>
#include <vector>

#include "accounts/deletion.h"
#include "base/error.h"

namespace parley {

// Part of one AccountsWork.
class DeletionStore {
 public:
  virtual ~DeletionStore() = default;

  // Nothing happens if the user has one already.
  virtual Result<> add(const AccountDeletion& deletion) = 0;
  virtual Result<std::vector<AccountDeletion>> due(TimeMs now, std::size_t limit) = 0;
  // Puts `next` in the place of `known`; false if it changed meanwhile: another worker has it.
  virtual Result<bool> replace(const AccountDeletion& known, const AccountDeletion& next) = 0;
  virtual Result<> remove(UserId user) = 0;
};

}  // namespace parley
