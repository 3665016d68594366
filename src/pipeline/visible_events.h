// Shows events to one reader: folded, and only what their intervals let them see (protocol section
// 5, Who may read). The helper of all views; it remembers the groups it has looked at, so one
// object serves one answer.
#pragma once

#include <optional>
#include <unordered_map>

#include "store/chat_reader.h"
#include "wire/events.h"

namespace parley {

class VisibleEvents {
 public:
  VisibleEvents(const ChatReader& reader, UserId user) : reader_(reader), user_(user) {}

  // NotFound for who was never in it.
  Result<const Conversation*> conversation(ConversationId id);

  // The event with everything folded in that this reader may see.
  Result<wire::Event> show(ConversationId conversation, const Event& event);
  Result<wire::MessageEvent> show_message(ConversationId conversation, const Event& event);

 private:
  const ChatReader& reader_;
  UserId user_;
  std::unordered_map<ConversationId, Conversation> conversations_;
};

}  // namespace parley
