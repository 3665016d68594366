// The keys and the bytes of every row that the chat store keeps, in one place: key builders, and
// an encoder and a decoder for each kind of row. The formats are drawn where they are
// encoded: rows.cc, rows_events.cc, rows_roster.cc, rows_inbox.cc.
//
//   family        partition      cluster                                    value
//   Event         conversation   8 seq                                      Event
//   Annotation    conversation   8 seq of the target                        Annotation
//   Body          conversation   8 seq                                      the whole text
//   Conversation  conversation   1 = 0                                      Conversation, less …
//   Conversation  conversation   1 = 1                                      … its roster
//   Outcome       conversation   8 sender · 4 day of the id · 16 the id     Outcome
//   Inbox         user           8 inbox_seq                                Item
//   InboxState    user           1 = 0                                      InboxHead
//   InboxState    user           1 = 1                                      InboxDays
//   InboxState    user           1 = 2 · 16 conversation                    InboxConversation
//   InboxState    user           1 = 3                                      LastSeen
//   Device        user           8 device                                   DeviceCursor
//
// The first byte of every value is the version of its format. A decoder fails with StoreFailed for
// another version and for any bytes that no encoder makes; it never crashes, and what it returns
// keeps the invariants of its type.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/ids.h"
#include "conversations/conversation.h"
#include "conversations/sequencer.h"
#include "inbox/inbox.h"
#include "store/chat_store.h"

namespace parley {

// Where a device stands in its user's inbox, and when it was last seen.
struct DeviceCursor {
  InboxSeq acked{};
  TimeMs seen{};

  friend bool operator==(const DeviceCursor&, const DeviceCursor&) = default;
};

// When a person was last there. `is_online` says that they were when this was written, and `at` is
// when they came; else it is when they went. The row of UserId{} is about the server itself: since
// when it runs.
struct LastSeen {
  TimeMs at{};
  bool is_online = false;

  friend bool operator==(const LastSeen&, const LastSeen&) = default;
};

RowKey event_key(ConversationId conversation, Seq seq);
RowKey annotation_key(ConversationId conversation, Seq target);
RowKey body_key(ConversationId conversation, Seq seq);
RowKey conversation_key(ConversationId conversation);
RowKey roster_key(ConversationId conversation);
// The day is in the key so that a store can drop old outcomes by their keys alone.
RowKey outcome_key(ConversationId conversation, UserId sender, const ClientMessageId& id);
RowKey inbox_item_key(UserId user, InboxSeq inbox_seq);
RowKey inbox_head_key(UserId user);
RowKey inbox_days_key(UserId user);
// Of conversation {0, 0}: the row that holds the cause of the items of no conversation.
RowKey inbox_conversation_key(UserId user, ConversationId conversation);
RowKey last_seen_key(UserId user);
RowKey device_key(UserId user, DeviceId device);

// All rows of inbox_conversation_key() of `user`, but the one of {0, 0}; all of device_key().
Range inbox_conversations_range(UserId user);
Range inbox_groups_range(UserId user);  // The part of it that is of groups.
Range outcomes_range(ConversationId conversation, UserId sender);  // In the order of ids.
Range devices_range(UserId user);

// What a cluster key of the named kind of row says; nothing if it is of another kind.
std::optional<Seq> seq_in(const ClusterKey& cluster);  // Events, annotations, bodies.
std::optional<InboxSeq> inbox_seq_in(const ClusterKey& cluster);
std::optional<ConversationId> conversation_in(const ClusterKey& cluster);
std::optional<ClientMessageId> client_message_id_in(const ClusterKey& cluster);  // Of outcomes.
std::optional<DeviceId> device_in(const ClusterKey& cluster);

std::string encode_event(const Event& event);
Result<Event> decode_event(std::string_view bytes);

std::string encode_annotation(const Annotation& annotation);
Result<Annotation> decode_annotation(std::string_view bytes);

// Small, and rewritten with every event: all but title, history rule and participants.
std::string encode_conversation(const Conversation& conversation);
Result<Conversation> decode_conversation(ConversationId id, std::string_view bytes);

// Title, history rule and participants, rewritten when roster_version grew. Only groups have one.
std::string encode_roster(const Conversation& conversation);
// Fills them in. `conversation` is unchanged where this fails.
Result<> decode_roster(std::string_view bytes, Conversation& conversation);

std::string encode_outcome(const Outcome& outcome);
Result<Outcome> decode_outcome(std::string_view bytes);

// Without the inbox_seq, which is the key.
std::string encode_item(const Item& item);
Result<Item> decode_item(InboxSeq inbox_seq, std::string_view bytes);

std::string encode_inbox_head(const InboxHead& head);
Result<InboxHead> decode_inbox_head(std::string_view bytes);

std::string encode_inbox_days(const InboxDays& days);
Result<InboxDays> decode_inbox_days(std::string_view bytes);

std::string encode_inbox_conversation(const InboxConversation& conversation);
Result<InboxConversation> decode_inbox_conversation(std::string_view bytes);

std::string encode_last_seen(const LastSeen& seen);
Result<LastSeen> decode_last_seen(std::string_view bytes);

std::string encode_device_cursor(const DeviceCursor& cursor);
Result<DeviceCursor> decode_device_cursor(std::string_view bytes);

}  // namespace parley
