// One user's inbox, as values: what is in it (items), where it stands (head), and what it knows of
// each conversation (protocol sections 1, 3 and 5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "accounts/contact.h"
#include "base/error.h"
#include "base/ids.h"

namespace parley {

enum class Notify : std::uint8_t { All = 0, Mentions = 1, None = 2 };

// Preferences of one user for one conversation. Absolute: merged by version, never by adding.
struct Preferences {
  std::uint64_t version = 0;  // 0 before the first change.
  std::optional<Notify> notify;
  std::optional<TimeMs> muted_until;
  bool pinned = false;
  bool archived = false;
  std::optional<Seq> cleared_through;
  bool marked_unread = false;

  friend bool operator==(const Preferences&, const Preferences&) = default;
};

// A change of preferences: a field that is absent stays, one that holds nothing is removed.
struct PreferencesChange {
  std::optional<std::optional<Notify>> notify{};
  std::optional<std::optional<TimeMs>> muted_until{};
  std::optional<bool> pinned{};
  std::optional<bool> archived{};
  std::optional<std::optional<Seq>> cleared_through{};
  std::optional<bool> marked_unread{};

  friend bool operator==(const PreferencesChange&, const PreferencesChange&) = default;
};

// The kinds of item. An event item is a pointer; the others hold their values.
struct EventItem {
  Seq seq{};
  friend bool operator==(const EventItem&, const EventItem&) = default;
};
struct ReadItem {
  Seq through{};
  std::uint64_t unread = 0;
  friend bool operator==(const ReadItem&, const ReadItem&) = default;
};
struct PreferencesItem {
  Preferences preferences;
  friend bool operator==(const PreferencesItem&, const PreferencesItem&) = default;
};
struct RejectedItem {
  ClientMessageId client_message_id;
  Errc code{};
  friend bool operator==(const RejectedItem&, const RejectedItem&) = default;
};
struct InvitationItem {
  UserId by;
  std::string title;
  friend bool operator==(const InvitationItem&, const InvitationItem&) = default;
};
struct ContactItem {
  Contact contact;
  friend bool operator==(const ContactItem&, const ContactItem&) = default;
};
struct DevicesItem {  // The list of devices changed: ask for it.
  friend bool operator==(const DevicesItem&, const DevicesItem&) = default;
};

// The order of the alternatives is the stored number of the kind: append only.
using ItemBody = std::variant<EventItem, ReadItem, PreferencesItem, RejectedItem, InvitationItem,
                              ContactItem, DevicesItem>;

struct Item {
  InboxSeq inbox_seq{};
  ConversationId conversation;  // {0, 0} where the item is of no conversation.
  ItemBody body;

  friend bool operator==(const Item&, const Item&) = default;
};

// Where an inbox stands. One row, rewritten with every item, so it is small.
struct InboxHead {
  Incarnation incarnation{1};
  InboxSeq head{};   // The newest item; items are 1 … head without a gap.
  InboxSeq floor{};  // Items at or below may be gone: a cursor below it is answered by `resync`.
  std::int64_t day = -1;  // The UTC day of the newest item; -1 before the first.

  friend bool operator==(const InboxHead&, const InboxHead&) = default;
};

// The head at the beginning of each of the last days that had an item, for moving the floor.
struct InboxDays {
  struct Mark {
    std::int64_t day = 0;
    InboxSeq head{};  // As it was before the first item of that day.
    friend bool operator==(const Mark&, const Mark&) = default;
  };
  std::vector<Mark> marks;  // Oldest first.

  friend bool operator==(const InboxDays&, const InboxDays&) = default;
};

inline constexpr std::int64_t kInboxDaysMax = 90;
// Unread mentions are counted up to this many.
inline constexpr std::size_t kUnreadMentionsMax = 1'000;

// What one user's inbox knows of one conversation. One row a (user, conversation).
struct InboxConversation {
  Position cause{};           // The newest command of it that put an item here; see place().
  InboxSeq last_inbox_seq{};  // Of the newest event item.
  Seq last_seq{};             // The newest event visible to the user that was placed here.
  Ordinal last_ordinal{};     // Its ordinal.
  Seq last_listed{};          // The newest message or membership event: what the list sorts by,
  TimeMs last_listed_at{};    // and its time.
  Seq last_message{};         // The newest message; Seq{0}: none.
  Seq read{};                 // The read marker,
  Ordinal read_ordinal{};     // and the ordinal at it.
  std::vector<Seq> mentions;  // Unread messages that name the user, ascending.
  Seq left_at{};              // The event by which the user left or was removed; Seq{0}: is in.
  Preferences preferences;

  std::uint64_t unread() const {
    return last_ordinal > read_ordinal ? to_number(last_ordinal) - to_number(read_ordinal) : 0;
  }
  friend bool operator==(const InboxConversation&, const InboxConversation&) = default;
};

}  // namespace parley
