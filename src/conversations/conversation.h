// The state of one conversation: all that must be known to put its next event in order.
//
// A direct conversation has no participants listed: its two users are in its id, and both may read
// everything. A group lists everyone who is or ever was in it, because who left still reads what
// was said while they were there.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "conversations/event.h"

namespace parley {

inline constexpr Seq kOpenEnd{(std::uint64_t{1} << 53) - 1};

// A closed stretch of seq that a participant may read; `to` is kOpenEnd while they are a member.
struct Interval {
  Seq from{};
  Seq to = kOpenEnd;

  bool is_open() const { return to == kOpenEnd; }
  bool holds(Seq seq) const { return from <= seq && seq <= to; }
  friend bool operator==(const Interval&, const Interval&) = default;
};

struct Invitation {
  UserId by;
  TimeMs at{};

  friend bool operator==(const Invitation&, const Invitation&) = default;
};

struct Participant {
  bool is_member = false;
  bool left_by_choice = false;  // Only an accepted invitation brings them back.
  Role role = Role::Member;
  Seq joined{};                     // The event of their latest joining; orders succession.
  Seq changed{};                    // The newest event that changed their membership or role.
  std::vector<Interval> intervals;  // Oldest first, disjoint, at most kIntervalsMax.
  std::optional<Invitation> invitation;

  friend bool operator==(const Participant&, const Participant&) = default;
};

// The newest id among the submissions of `sender` whose outcome is remembered; all zero if none is.
struct NewestId {
  UserId sender;
  ClientMessageId id;

  friend bool operator==(const NewestId&, const NewestId&) = default;
};
inline constexpr std::size_t kNewestIdsMax = 16;

// Invariants of a group that has events:
//   (1) Exactly one member is the owner, unless nobody is a member: then the group is closed.
//   (2) A member's last interval is open, and no other interval of anybody is.
//   (3) At most kGroupMembersMax are members.
struct Conversation {
  ConversationId id;
  Seq head{};
  Ordinal ordinal{};
  TimeMs last_sent_at{};
  Position applied{};  // The newest command decided here; one at or below it is skipped.
  // Of those who submitted last, the latest of them at the end; at most kNewestIdsMax. Ids begin
  // with their time, so nearly every new submission is above its sender's newest, and then no
  // outcome has to be looked for.
  std::vector<NewestId> newest_ids;

  // Of groups only:
  std::string title;
  HistoryRule history = HistoryRule::FromJoin;
  Seq settings_changed{};  // The newest event that changed title or history rule.
  std::map<UserId, Participant> participants;
  // Counts changes of title, history rule, participants and invitations, so that a store rewrites
  // the row that holds them only when this grew.
  std::uint64_t roster_version = 0;

  friend bool operator==(const Conversation&, const Conversation&) = default;
};

// Those who are in the conversation now, ascending.
std::vector<UserId> members_of(const Conversation& conversation);
bool is_member(const Conversation& conversation, UserId user);
// True for those who are or were in it (of a direct one: its two users, also before its first
// event). For everyone else the conversation is `not_found`.
bool is_participant(const Conversation& conversation, UserId user);
// Nothing if it is not known.
std::optional<ClientMessageId> newest_id_of(const Conversation& conversation, UserId sender);
// Notes an id of `sender`, and that no newer one is remembered than this and what was noted before.
void note_newest_id(Conversation& conversation, UserId sender, const ClientMessageId& id);
// What `user` may read, oldest first; empty for who never was in it.
std::vector<Interval> intervals_of(const Conversation& conversation, UserId user);
// The interval in which `user` may read `seq`, if there is one.
std::optional<Interval> interval_holding(const Conversation& conversation, UserId user, Seq seq);

}  // namespace parley
