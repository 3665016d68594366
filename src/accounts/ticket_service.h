// Keeps a server's TicketBox filled: polls revocations and keys, and makes a new key each day.
#pragma once

#include "accounts/accounts_store.h"
#include "accounts/ticket_box.h"
#include "base/random.h"

namespace parley {

constexpr Milliseconds kTicketKeyAge{24 * 60 * 60 * 1'000};

// One thread. Called every 5 s, and at once where a broadcast says that something was revoked.
class TicketService {
 public:
  TicketService(AccountsStore& store, TicketBox& box, const Clock& clock, Random& random)
      : store_(store), box_(box), clock_(clock), random_(random) {}

  // Fills the box and gives the revocations since the last poll: close the sockets of those
  // devices. After an error nothing is lost: the next poll begins at the same place.
  Result<std::vector<Revocation>> poll();

 private:
  Result<> rotate();

  AccountsStore& store_;
  TicketBox& box_;
  const Clock& clock_;
  Random& random_;
  RevocationCursor cursor_{};
};

}  // namespace parley
