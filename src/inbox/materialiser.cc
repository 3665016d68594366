#include "inbox/materialiser.h"

#include <algorithm>

namespace parley {
namespace {

// Makes the next item of the inbox, unless the cause has made one before (2).
std::optional<Item> append(InboxRows& rows, Cause cause, ConversationId conversation,
                           ItemBody body) {
  if (cause.position <= rows.conversation.cause) return std::nullopt;
  rows.conversation.cause = cause.position;
  rows.head.head = next(rows.head.head);  // (1)
  rows.head.day = std::max(rows.head.day, day_of(cause.at));
  return Item{.inbox_seq = rows.head.head, .conversation = conversation, .body = std::move(body)};
}

bool names(const std::vector<UserId>& mentions, UserId user) {
  return std::ranges::find(mentions, user) != mentions.end();
}

// Moves the read marker forward, and forgets the mentions that it passes (3).
void move_marker(InboxConversation& row, Seq through, Ordinal ordinal) {
  if (through <= row.read) return;
  row.read = through;
  row.read_ordinal = std::max(row.read_ordinal, ordinal);
  row.mentions.erase(row.mentions.begin(), std::ranges::upper_bound(row.mentions, through));
}

void add_mention(InboxConversation& row, Seq message) {
  const auto place = std::ranges::lower_bound(row.mentions, message);
  if (place != row.mentions.end() && *place == message) return;
  if (row.mentions.size() < kUnreadMentionsMax) row.mentions.insert(place, message);
}

void remove_mention(InboxConversation& row, Seq message) {
  const auto place = std::ranges::lower_bound(row.mentions, message);
  if (place != row.mentions.end() && *place == message) row.mentions.erase(place);
}

// What an event changes in the row besides last_seq and last_ordinal.
struct Noting {
  InboxConversation& row;
  UserId user;
  const Event& event;

  void operator()(const Message& message) const {
    list();
    row.last_message = event.seq;
    if (event.sender == user) {
      move_marker(row, event.seq, event.ordinal);
    } else if (names(message.mentions, user)) {
      add_mention(row, event.seq);
    }
  }
  void operator()(const Edit& edit) const {
    if (!names(edit.mentions, user)) {
      remove_mention(row, edit.target);
    } else if (event.sender != user && edit.target > row.read) {
      add_mention(row, edit.target);
    }
  }
  void operator()(const Deletion& deletion) const { remove_mention(row, deletion.target); }
  void operator()(const Reaction&) const {}
  void operator()(const Created&) const {
    list();
    join();
  }
  void operator()(const MembersChanged& change) const {
    list();
    if (names(change.removed, user)) row.left_at = event.seq;
    if (names(change.added, user)) join();
  }
  void operator()(const SettingsChanged&) const {}

  void list() const {
    row.last_listed = event.seq;
    row.last_listed_at = event.sent_at;
  }
  // What was said before one came in does not count as unread.
  void join() const {
    row.left_at = Seq{};
    move_marker(row, event.seq, event.ordinal);
  }
};

// True if anything changed. What was cleared stays cleared, and what has not come cannot be.
bool apply(const PreferencesChange& change, Seq last_seq, Preferences& preferences) {
  Preferences changed = preferences;
  const auto set = [](const auto& wanted, auto& value) {
    if (wanted) value = *wanted;
  };
  set(change.notify, changed.notify);
  set(change.muted_until, changed.muted_until);
  set(change.pinned, changed.pinned);
  set(change.archived, changed.archived);
  if (change.cleared_through && *change.cleared_through) {
    const Seq through = std::min(**change.cleared_through, last_seq);
    if (through > changed.cleared_through.value_or(Seq{})) changed.cleared_through = through;
  }
  set(change.marked_unread, changed.marked_unread);
  if (changed == preferences) return false;
  ++changed.version;
  preferences = changed;
  return true;
}

}  // namespace

std::optional<Item> place(InboxRows& rows, Cause cause, UserId user, ConversationId conversation,
                          const Event& event) {
  auto item = append(rows, cause, conversation, EventItem{.seq = event.seq});
  if (!item) return std::nullopt;
  InboxConversation& row = rows.conversation;
  row.last_inbox_seq = item->inbox_seq;
  row.last_seq = std::max(row.last_seq, event.seq);  // (3)
  row.last_ordinal = std::max(row.last_ordinal, event.ordinal);
  std::visit(Noting{row, user, event}, event.body);
  return item;
}

std::optional<Item> place_rejected(InboxRows& rows, Cause cause, ConversationId conversation,
                                   const RejectedItem& rejected) {
  return append(rows, cause, conversation, rejected);
}

std::optional<Item> place_invitation(InboxRows& rows, Cause cause, ConversationId conversation,
                                     const InvitationItem& invitation) {
  return append(rows, cause, conversation, invitation);
}

std::optional<Item> place_read(InboxRows& rows, Cause cause, ConversationId conversation,
                               Seq through, Ordinal ordinal_at) {
  InboxConversation& row = rows.conversation;
  const Seq marker = clamped_read(row, through);
  if (marker <= row.read) return std::nullopt;
  auto item = append(rows, cause, conversation, ReadItem{});
  if (!item) return std::nullopt;
  move_marker(row, marker, ordinal_at);
  item->body = ReadItem{.through = row.read, .unread = row.unread()};
  return item;
}

std::optional<Item> place_preferences(InboxRows& rows, Cause cause, ConversationId conversation,
                                      const PreferencesChange& change) {
  Preferences changed = rows.conversation.preferences;
  if (!apply(change, rows.conversation.last_seq, changed)) return std::nullopt;
  auto item = append(rows, cause, conversation, PreferencesItem{.preferences = changed});
  if (item) rows.conversation.preferences = changed;
  return item;
}

std::optional<Item> place_own(InboxRows& rows, Cause cause, const ItemBody& body) {
  return append(rows, cause, ConversationId{}, body);
}

Seq clamped_read(const InboxConversation& conversation, Seq through) {
  return std::min(through, conversation.last_seq);
}

bool begin_day(InboxHead& head, InboxDays& days, TimeMs at) {
  const std::int64_t today = day_of(at);
  if (today <= head.day) return false;
  if (days.marks.empty() || days.marks.back().day < today) {
    days.marks.push_back({.day = today, .head = head.head});
  }
  const auto kept = std::ranges::find_if(
      days.marks, [today](const auto& mark) { return mark.day >= today - kInboxDaysMax; });
  days.marks.erase(days.marks.begin(), kept);
  head.floor = std::max(head.floor, days.marks.front().head);  // (4)
  return true;
}

}  // namespace parley
