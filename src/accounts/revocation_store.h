// The port through which servers learn what tickets are good: revocations, and the keys.
#pragma once

#include <cstddef>
#include <vector>

#include "accounts/device.h"
#include "accounts/ticket.h"
#include "base/error.h"

namespace parley {

// Part of one AccountsWork.
class RevocationStore {
 public:
  virtual ~RevocationStore() = default;

  // Cursors are given in the order in which the works commit, so a reader misses none.
  virtual Result<> add(const Caller& caller, RevocationReason reason, TimeMs at) = 0;
  virtual Result<std::vector<Revocation>> after(RevocationCursor cursor, std::size_t limit) = 0;
  virtual Result<> remove_before(TimeMs time) = 0;

  // Oldest first.
  virtual Result<std::vector<TicketKey>> keys() = 0;
  // Nothing happens if a key of that id is there: another server was faster.
  virtual Result<> add_key(const TicketKey& key) = 0;
  virtual Result<> remove_keys_before(TicketKeyId id) = 0;
};

}  // namespace parley
