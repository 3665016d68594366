#include "presence/open_lists.h"

#include <algorithm>

namespace parley {

void OpenLists::replace(HintSocket& socket, std::vector<ConversationId> conversations,
                        Milliseconds good_until) {
  forget(socket);
  if (conversations.empty()) return;
  std::ranges::sort(conversations);
  const auto twice = std::ranges::unique(conversations);
  conversations.erase(twice.begin(), twice.end());
  for (const ConversationId id : conversations) openers_[id].push_back(&socket);
  socket.hints->open = std::move(conversations);
  socket.hints->open_good_until = good_until;
  sockets_.insert(&socket);
}

void OpenLists::forget(HintSocket& socket) {
  if (sockets_.erase(&socket) == 0) return;
  for (const ConversationId id : socket.hints->open) take_off(socket, id);
  socket.hints->open = {};
}

void OpenLists::take_off(HintSocket& socket, ConversationId conversation) {
  const auto found = openers_.find(conversation);
  std::erase(found->second, &socket);
  if (found->second.empty()) openers_.erase(found);
}

std::span<HintSocket* const> OpenLists::sockets_of(ConversationId conversation) const {
  const auto found = openers_.find(conversation);
  if (found == openers_.end()) return {};
  return found->second;
}

OpenLists::Pairs OpenLists::take_stale(Milliseconds now, Milliseconds good_until) {
  Pairs pairs;
  for (HintSocket* socket : sockets_) {
    SocketHints& hints = *socket->hints;
    if (now < hints.open_good_until) continue;
    hints.open_good_until = good_until;
    for (const ConversationId id : hints.open) pairs.emplace_back(socket->hint_user(), id);
  }
  std::ranges::sort(pairs);
  const auto twice = std::ranges::unique(pairs);
  pairs.erase(twice.begin(), twice.end());
  return pairs;
}

void OpenLists::remove(UserId user, ConversationId conversation) {
  const auto found = openers_.find(conversation);
  if (found == openers_.end()) return;
  const auto sockets = found->second;
  for (HintSocket* socket : sockets) {
    if (socket->hint_user() != user) continue;
    take_off(*socket, conversation);
    std::erase(socket->hints->open, conversation);
    if (socket->hints->open.empty()) sockets_.erase(socket);
  }
}

}  // namespace parley
