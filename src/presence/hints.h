// What the loops tell each other about people: small values that may be lost.
//
// A lost flip is repaired by the next look, a lost typing expires, a lost marker is in the store.
// So nobody waits for a hint, and nothing is kept that nobody on a loop asked for.
#pragma once

#include <variant>

#include "base/ids.h"

namespace parley {

// Others see `user` come or go. Gone: `last_active_at` is when their last socket closed.
struct Flip {
  UserId user;
  bool is_online = false;
  TimeMs last_active_at{};

  friend bool operator==(const Flip&, const Flip&) = default;
};

struct TypingHint {
  ConversationId conversation;
  UserId user;
  bool on = false;

  friend bool operator==(const TypingHint&, const TypingHint&) = default;
};

// `user` received and read at least so far. Markers merge by maximum, so what is not known is 0.
struct MarkerHint {
  ConversationId conversation;
  UserId user;
  Seq received{};
  Seq read{};

  friend bool operator==(const MarkerHint&, const MarkerHint&) = default;
};

// What `user` and `other` may see of each other has changed; of UserId{}: of `user` and everybody.
struct RelationChange {
  UserId user;
  UserId other;

  friend bool operator==(const RelationChange&, const RelationChange&) = default;
};

using Hint = std::variant<Flip, TypingHint, MarkerHint, RelationChange>;

}  // namespace parley
