// What two people are to each other. Each of the two has a row of their own:
//
//   mine:      None ──I ask──▶ Outgoing ──they accept──▶ Accepted
//   theirs:    None ─────────▶ Incoming ───────────────▶ Accepted      (asking back accepts)
//
// Removing and blocking lead both back to None. Who is blocked by the other asks into the void:
// theirs stays None, and nothing tells them why.
#pragma once

#include <cstdint>

#include "base/ids.h"
#include "base/time.h"

namespace parley {

enum class ContactState : std::uint8_t { None = 0, Outgoing = 1, Incoming = 2, Accepted = 3 };

// How `user` stands in the list of whoever holds the row.
struct Contact {
  UserId user;
  ContactState state = ContactState::None;
  std::uint64_t version = 0;  // One more at each change, over the whole life of the pair.

  friend bool operator==(const Contact&, const Contact&) = default;
};

struct Block {
  UserId user;
  TimeMs at{};
};

}  // namespace parley
