// What a conversation is made of: its events (protocol sections 1 and 3), as values.
//
// An event is immutable once it has its seq. What later happens to a message (edits, reactions,
// deletion) is an event of its own AND is folded into the Annotation of the message, so that a
// reader of history sees the message as it is now (fold.h). Nothing here reads or writes bytes.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "base/time.h"

namespace parley {

enum class Role : std::uint8_t { Member = 0, Admin = 1, Owner = 2 };

// What those who join may read: from their joining on, or everything.
enum class HistoryRule : std::uint8_t { FromJoin = 0, All = 1 };

// A text as a row holds it: whole, or the first 4,000 code points of a text over 16 KiB, whose
// whole then lies in a body row.
struct Text {
  std::string text;
  std::uint32_t length = 0;  // Code points of the whole text; 0 where `text` is the whole.

  bool is_truncated() const { return length != 0; }
  friend bool operator==(const Text&, const Text&) = default;
};

struct Message {
  Text text;
  std::optional<Seq> reply_to;
  std::vector<UserId> mentions;  // Members only, at most 100, each once, in the order written.

  friend bool operator==(const Message&, const Message&) = default;
};

// Replaces text and mentions of `target`. An edit of a message that was deleted later has lost
// both.
struct Edit {
  Seq target{};
  Text text;
  std::vector<UserId> mentions;

  friend bool operator==(const Edit&, const Edit&) = default;
};

struct Deletion {
  Seq target{};

  friend bool operator==(const Deletion&, const Deletion&) = default;
};

struct Reaction {
  Seq target{};
  std::string emoji;
  bool on = true;

  friend bool operator==(const Reaction&, const Reaction&) = default;
};

// The first event of a group. `members` includes the creator, who is its owner.
struct Created {
  std::string title;
  std::vector<UserId> members;

  friend bool operator==(const Created&, const Created&) = default;
};

// Who came, who went, and whose role changed to what. Lists are in ascending order of user.
struct MembersChanged {
  std::vector<UserId> added;
  std::vector<UserId> removed;
  std::map<UserId, Role> roles;

  friend bool operator==(const MembersChanged&, const MembersChanged&) = default;
};

struct SettingsChanged {
  std::optional<std::string> title;
  std::optional<HistoryRule> history;

  friend bool operator==(const SettingsChanged&, const SettingsChanged&) = default;
};

// The order of the alternatives is the stored number of the kind: append only.
using EventBody =
    std::variant<Message, Edit, Deletion, Reaction, Created, MembersChanged, SettingsChanged>;

struct Event {
  Seq seq{};
  Ordinal ordinal{};  // Messages of the conversation up to and including this event.
  UserId sender;
  TimeMs sent_at{};
  ClientMessageId client_message_id;
  EventBody body;

  bool is_message() const { return std::holds_alternative<Message>(body); }
  friend bool operator==(const Event&, const Event&) = default;
};

// What was folded into one message.
struct Annotation {
  struct EditMark {
    Seq seq{};  // The edit event, which holds the text.
    TimeMs at{};
    friend bool operator==(const EditMark&, const EditMark&) = default;
  };
  struct ReactionUse {
    UserId user;
    Seq seq{};  // The reaction event that set it.
    friend bool operator==(const ReactionUse&, const ReactionUse&) = default;
  };
  struct ReactionKind {
    std::string emoji;
    std::vector<ReactionUse> uses;  // In the order in which they were set; never empty.
    friend bool operator==(const ReactionKind&, const ReactionKind&) = default;
  };
  // A use that was taken back after somebody who saw it had left: they see it still, because a fold
  // shows what there was at the end of their stay.
  struct PastUse {
    std::string emoji;
    ReactionUse use;
    Seq taken_back{};  // The reaction event that did it.
    friend bool operator==(const PastUse&, const PastUse&) = default;
  };
  struct Tombstone {
    Seq seq{};  // The deletion event.
    UserId by;
    TimeMs at{};
    friend bool operator==(const Tombstone&, const Tombstone&) = default;
  };

  std::vector<EditMark> edits;          // At most kEditsMax, oldest first.
  std::vector<ReactionKind> reactions;  // In the order of first use; at most kReactionKindsMax.
  std::vector<PastUse> past_uses;       // In the order in which they were taken back.
  std::optional<Tombstone> deleted;     // If set, no reactions are left, and the texts are gone.
  Seq revision{};                       // The newest event folded in; Seq{0} before the first.

  friend bool operator==(const Annotation&, const Annotation&) = default;
};

inline constexpr std::size_t kGroupMembersMax = 100;
inline constexpr std::size_t kMentionsMax = 100;
inline constexpr std::size_t kEditsMax = 50;
inline constexpr std::size_t kReactionKindsMax = 20;
inline constexpr std::size_t kReactionsAUserMax = 3;
inline constexpr std::size_t kIntervalsMax = 32;

}  // namespace parley
