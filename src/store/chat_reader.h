// Reads typed rows from a ChatStore: the one place where families, keys and formats of rows meet
// the values of conversations and inboxes for reading. (Writing is the applier's alone.)
//
// Every call may block on the engine, so it runs on a thread that may wait. What does not exist
// reads as the state before the first event: an empty Conversation, an empty inbox.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "conversations/conversation.h"
#include "conversations/event.h"
#include "conversations/sequencer.h"
#include "inbox/inbox.h"
#include "store/chat_store.h"
#include "store/rows.h"

namespace parley {

// Thread-safe, as the store is for reading.
class ChatReader {
 public:
  explicit ChatReader(ChatStore& store) : store_(store) {}

  Result<Conversation> conversation(ConversationId id) const;
  Result<std::optional<Outcome>> outcome(ConversationId conversation, UserId sender,
                                         const ClientMessageId& id) const;
  // The newest id among `sender`'s submissions whose outcome is remembered.
  Result<std::optional<ClientMessageId>> newest_id(ConversationId conversation,
                                                   UserId sender) const;

  // The event as its row holds it: a long text is cut (Text::is_truncated).
  Result<std::optional<Event>> event(ConversationId conversation, Seq seq) const;
  // Events of [from, to], in the given order, at most `events_max`.
  Result<std::vector<Event>> events(ConversationId conversation, Seq from, Seq to, Order order,
                                    std::size_t events_max) const;
  // Empty where nothing was folded in.
  Result<Annotation> annotation(ConversationId conversation, Seq message) const;
  // The whole text of the event `seq`, whose row holds it cut. NotFound if it was deleted
  // meanwhile.
  Result<std::string> body(ConversationId conversation, Seq seq) const;

  Result<InboxHead> inbox_head(UserId user) const;
  Result<InboxDays> inbox_days(UserId user) const;
  Result<InboxConversation> inbox_conversation(UserId user, ConversationId conversation) const;
  // All conversations of which the user's inbox knows, in no particular order.
  Result<std::vector<std::pair<ConversationId, InboxConversation>>> inbox_conversations(
      UserId user) const;
  // The groups that the user is in, by id.
  Result<std::vector<ConversationId>> groups_in(UserId user) const;
  // Nothing for who was never there.
  Result<std::optional<LastSeen>> last_seen(UserId user) const;
  // At most `items_max` items from `from` on: the unbroken prefix, ending before the first missing
  // number, so what a reader holds never has a hole.
  Result<std::vector<Item>> items(UserId user, InboxSeq from, std::size_t items_max) const;

  Result<std::optional<DeviceCursor>> device_cursor(UserId user, DeviceId device) const;
  Result<std::vector<std::pair<DeviceId, DeviceCursor>>> device_cursors(UserId user) const;

 private:
  template <class T>
  Result<std::optional<T>> find(const RowKey& key, Result<T> (*decode)(std::string_view)) const;

  ChatStore& store_;
};

}  // namespace parley
