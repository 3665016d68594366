// The port of the outbox: what a change in SQL owes to inboxes, written with the change itself.
#pragma once

#include <cstddef>
#include <vector>

#include "accounts/outbox.h"
#include "base/error.h"

namespace parley {

// Part of one AccountsWork.
class OutboxStore {
 public:
  virtual ~OutboxStore() = default;

  // Positions are given in the order in which the works commit.
  virtual Result<> append(UserId recipient, const OutboxItem& item) = 0;
  virtual Result<std::vector<OutboxRow>> first(std::size_t limit) = 0;
  virtual Result<> remove_through(OutboxPosition position) = 0;
  virtual Result<> remove_of(UserId recipient) = 0;
};

}  // namespace parley
