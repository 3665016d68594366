// What the door must know about people before it lets a submission in (protocol section 5).
#pragma once

#include "base/ids.h"

namespace parley {

struct MessagingFacts {
  bool peer_exists = false;
  bool peer_deleted = false;
  bool blocked = false;        // By either of the two.
  bool contacts_only = false;  // The peer wants contacts only, and the sender is none.
  bool is_contact = false;     // Accepted.

  constexpr bool may_message() const {
    return peer_exists && !peer_deleted && !blocked && !contacts_only;
  }
  friend bool operator==(const MessagingFacts&, const MessagingFacts&) = default;
};

struct AddFacts {
  UserId user;
  bool exists = false;
  bool deleted = false;
  bool has_blocked_adder = false;
  bool allows_adder = false;  // As a contact, or because anyone may.

  constexpr bool may_add() const {
    return exists && !deleted && !has_blocked_adder && allows_adder;
  }
  friend bool operator==(const AddFacts&, const AddFacts&) = default;
};

}  // namespace parley
