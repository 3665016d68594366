// Which sockets of one loop have which conversations on screen. A list is replaced as a whole.
//
// Pure; belongs to a desk. A socket must be forgotten before it goes.
#pragma once

#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "presence/hint_socket.h"

namespace parley {

class OpenLists {
 public:
  // `conversations` are such that the socket's user is in, known until `good_until`.
  void replace(HintSocket& socket, std::vector<ConversationId> conversations,
               Milliseconds good_until);
  void forget(HintSocket& socket);

  std::span<HintSocket* const> sockets_of(ConversationId conversation) const;

  // Who has what open and whose membership has to be looked up again by now; each pair once. Their
  // lists count as known until `good_until` meanwhile.
  using Pairs = std::vector<std::pair<UserId, ConversationId>>;
  Pairs take_stale(Milliseconds now, Milliseconds good_until);

  // `user` is not in `conversation` any more: their sockets have it open no longer.
  void remove(UserId user, ConversationId conversation);

 private:
  void take_off(HintSocket& socket, ConversationId conversation);

  std::unordered_map<ConversationId, std::vector<HintSocket*>> openers_;
  std::unordered_set<HintSocket*> sockets_;  // That have something open.
};

}  // namespace parley
