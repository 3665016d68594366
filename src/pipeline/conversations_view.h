// The conversation list: the first screen of a new device. Its cost grows with the number of the
// user's conversations and not with what was said in them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/chat_reader.h"
#include "wire/responses.h"

namespace parley {

struct ConversationsPage {
  std::vector<wire::Conversation> conversations;  // Newest first, equal times by id, descending.
  std::vector<UserId> people;                     // Named in them; each once, ascending.
  std::optional<std::string> next;                // The value for `before`; absent at the end.
};

// Thread-safe; every call may block on the store.
class ConversationsView {
 public:
  explicit ConversationsView(ChatReader reader) : reader_(reader) {}

  // The page after the mark `before` (a `next` of an earlier page). BadRequest for another text.
  Result<ConversationsPage> page(UserId user, std::optional<std::string_view> before,
                                 std::size_t limit) const;

  // One of them. NotFound for who was never in it; a direct conversation without an event is empty.
  Result<wire::Conversation> one(UserId user, ConversationId conversation) const;

  // How far `user` received and read `conversation`.
  Result<wire::Marker> marker(UserId user, ConversationId conversation) const;

 private:
  Result<InboxSeq> acked(UserId user) const;
  Result<Seq> received(UserId user, ConversationId conversation, const InboxConversation& row,
                       InboxSeq acked) const;
  Result<wire::Conversation> show(UserId user, ConversationId id, const InboxConversation& row,
                                  InboxSeq acked) const;

  ChatReader reader_;
};

}  // namespace parley
