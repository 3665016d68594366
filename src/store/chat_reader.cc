#include "store/chat_reader.h"

#include <algorithm>

#include "base/try.h"

namespace parley {

template <class T>
Result<std::optional<T>> ChatReader::find(const RowKey& key,
                                          Result<T> (*decode)(std::string_view)) const {
  PARLEY_LET(const auto value, store_.get(key));
  if (!value) return std::nullopt;
  return decode(*value);
}

Result<Conversation> ChatReader::conversation(ConversationId id) const {
  PARLEY_LET(const auto value, store_.get(conversation_key(id)));
  if (!value) {
    Conversation conversation;
    conversation.id = id;
    return conversation;
  }
  PARLEY_LET(auto conversation, decode_conversation(id, *value));
  if (!id.is_group()) return conversation;
  PARLEY_LET(const auto roster, store_.get(roster_key(id)));
  if (!roster) return fail(Errc::StoreFailed, "a group without a roster");
  PARLEY_TRY(decode_roster(*roster, conversation));
  return conversation;
}

Result<std::optional<Outcome>> ChatReader::outcome(ConversationId conversation, UserId sender,
                                                   const ClientMessageId& id) const {
  return find(outcome_key(conversation, sender, id), decode_outcome);
}

Result<std::optional<ClientMessageId>> ChatReader::newest_id(ConversationId conversation,
                                                             UserId sender) const {
  Range range = outcomes_range(conversation, sender);
  range.order = Order::Descending;
  range.rows_max = 1;
  PARLEY_LET(const Page page, store_.scan(range));
  if (page.rows.empty()) return std::nullopt;
  const auto id = client_message_id_in(page.rows.front().cluster);
  if (!id) return fail(Errc::StoreFailed, "a malformed key of an outcome");
  return id;
}

Result<std::optional<Event>> ChatReader::event(ConversationId conversation, Seq seq) const {
  return find(event_key(conversation, seq), decode_event);
}

Result<std::vector<Event>> ChatReader::events(ConversationId conversation, Seq from, Seq to,
                                              Order order, std::size_t events_max) const {
  const RowKey first = event_key(conversation, from);
  Range range{first.family, first.partition, first.cluster, event_key(conversation, to).cluster};
  range.order = order;
  range.rows_max = events_max;
  PARLEY_LET(const Page page, store_.scan(range));
  std::vector<Event> events;
  events.reserve(page.rows.size());
  for (const Row& row : page.rows) {
    PARLEY_LET(auto event, decode_event(row.value));
    events.push_back(std::move(event));
  }
  return events;
}

Result<Annotation> ChatReader::annotation(ConversationId conversation, Seq message) const {
  PARLEY_LET(auto found, find(annotation_key(conversation, message), decode_annotation));
  return std::move(found).value_or(Annotation{});
}

Result<std::string> ChatReader::body(ConversationId conversation, Seq seq) const {
  PARLEY_LET(auto value, store_.get(body_key(conversation, seq)));
  if (!value) return fail(Errc::NotFound, "the text is gone");
  return *std::move(value);
}

Result<InboxHead> ChatReader::inbox_head(UserId user) const {
  PARLEY_LET(const auto found, find(inbox_head_key(user), decode_inbox_head));
  return found.value_or(InboxHead{});
}

Result<InboxDays> ChatReader::inbox_days(UserId user) const {
  PARLEY_LET(auto found, find(inbox_days_key(user), decode_inbox_days));
  return std::move(found).value_or(InboxDays{});
}

Result<InboxConversation> ChatReader::inbox_conversation(UserId user,
                                                         ConversationId conversation) const {
  PARLEY_LET(auto found,
             find(inbox_conversation_key(user, conversation), decode_inbox_conversation));
  return std::move(found).value_or(InboxConversation{});
}

Result<std::vector<std::pair<ConversationId, InboxConversation>>> ChatReader::inbox_conversations(
    UserId user) const {
  PARLEY_LET(const Page page, store_.scan(inbox_conversations_range(user)));
  std::vector<std::pair<ConversationId, InboxConversation>> conversations;
  conversations.reserve(page.rows.size());
  for (const Row& row : page.rows) {
    const auto id = conversation_in(row.cluster);
    if (!id) return fail(Errc::StoreFailed, "a malformed key of an inbox's conversation");
    PARLEY_LET(auto conversation, decode_inbox_conversation(row.value));
    conversations.emplace_back(*id, std::move(conversation));
  }
  return conversations;
}

Result<std::vector<ConversationId>> ChatReader::groups_in(UserId user) const {
  PARLEY_LET(const Page page, store_.scan(inbox_groups_range(user)));
  std::vector<ConversationId> groups;
  for (const Row& row : page.rows) {
    PARLEY_LET(const auto group, decode_inbox_conversation(row.value));
    const auto id = conversation_in(row.cluster);
    if (id && group.last_seq != Seq{} && group.left_at == Seq{}) groups.push_back(*id);
  }
  return groups;
}

Result<std::optional<LastSeen>> ChatReader::last_seen(UserId user) const {
  return find(last_seen_key(user), decode_last_seen);
}

Result<std::vector<Item>> ChatReader::items(UserId user, InboxSeq from,
                                            std::size_t items_max) const {
  const RowKey first = inbox_item_key(user, from);
  Range range{first.family, first.partition, first.cluster};
  range.rows_max = items_max;
  PARLEY_LET(const Page page, store_.scan(range));
  std::vector<Item> items;
  items.reserve(page.rows.size());
  InboxSeq expected = from;
  for (const Row& row : page.rows) {
    if (inbox_seq_in(row.cluster) != expected) break;
    PARLEY_LET(auto item, decode_item(expected, row.value));
    items.push_back(std::move(item));
    expected = next(expected);
  }
  return items;
}

Result<std::optional<DeviceCursor>> ChatReader::device_cursor(UserId user, DeviceId device) const {
  return find(device_key(user, device), decode_device_cursor);
}

Result<std::vector<std::pair<DeviceId, DeviceCursor>>> ChatReader::device_cursors(
    UserId user) const {
  PARLEY_LET(const Page page, store_.scan(devices_range(user)));
  std::vector<std::pair<DeviceId, DeviceCursor>> cursors;
  for (const Row& row : page.rows) {
    const auto device = device_in(row.cluster);
    if (!device) return fail(Errc::StoreFailed, "a malformed key of a device");
    PARLEY_LET(const auto cursor, decode_device_cursor(row.value));
    cursors.emplace_back(*device, cursor);
  }
  return cursors;
}

}  // namespace parley
