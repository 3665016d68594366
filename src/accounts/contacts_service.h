// Contacts and blocks: what two people are to each other.
//
// Each change writes, in the same transaction, the `contacts` items that tell the devices of both.
#pragma once

#include <vector>

#include "accounts/accounts_store.h"
#include "base/limits.h"

namespace parley {

// Any thread, a blocking one.
class ContactsService {
 public:
  ContactsService(AccountsStore& store, const Clock& clock, const Limits& limits)
      : store_(store), clock_(clock), limits_(limits) {}

  // Accepted, and pending in both directions.
  Result<std::vector<Contact>> list(UserId user);

  // Asks `peer`, or accepts where they asked. The state afterwards; doing it twice changes nothing.
  // A peer who blocked `user` is asked in appearance only. BadRequest for oneself; NotFound if
  // `peer` does not exist or is deleted; Conflict if `user` has blocked the peer, or either list
  // is full.
  Result<Contact> ask(UserId user, UserId peer);

  // Ends the relation, whichever it is, on both sides. Nothing happens if there is none.
  Result<Contact> remove(UserId user, UserId peer);

  Result<std::vector<Block>> blocks(UserId user);
  // Also ends the contact on both sides, so unblocking does not bring it back. The user's own
  // devices are told by a `contacts` item, whose list and blocks they then ask for. Conflict if the
  // list is full; BadRequest for oneself; NotFound if `peer` does not exist or is deleted.
  Result<> block(UserId user, UserId peer);
  Result<> unblock(UserId user, UserId peer);

 private:
  // Conflict where a list is full: of those the user has or asks, and of those who ask the peer.
  Result<> check_own_room(AccountsWork& work, UserId user, ContactState state);
  Result<> check_peer_room(AccountsWork& work, UserId peer);

  AccountsStore& store_;
  const Clock& clock_;
  Limits limits_;
};

}  // namespace parley
