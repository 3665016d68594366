// The Materialiser: puts events and a user's own changes into that user's inbox.
//
// Pure: the same state and the same input give the same answer, on every machine and on every
// replay. No clock, no chance, no I/O. The embedded applier and the cluster's workers call these
// functions, and nothing else decides an inbox_seq, a read marker or an unread count.
//
// Invariants, after every call:
//
//   (1) head counts the items: the items of an inbox are numbered 1 … head, without a gap.
//   (2) cause is the position in the log of the newest command of this conversation that put an
//       item here. A command makes at most one item a user, so a cause at or below it has been
//       placed before and is dropped: that is how a replay is harmless.
//   (3) read, read_ordinal and last_seq never go back; read <= last_seq.
//   (4) floor <= head, and floor never goes back.
#pragma once

#include <optional>
#include <variant>

#include "conversations/event.h"
#include "inbox/inbox.h"

namespace parley {

// The rows of one inbox that one placing may change.
struct InboxRows {
  InboxHead head;
  InboxConversation conversation;  // Of the conversation that the input belongs to.
};

// Where and when an input stands in the log.
struct Cause {
  Position position{};
  TimeMs at{};
};

// An event of `conversation` for `user`, who is one of its recipients.
std::optional<Item> place(InboxRows& rows, Cause cause, UserId user, ConversationId conversation,
                          const Event& event);

// A submission of the user that a rule refused.
std::optional<Item> place_rejected(InboxRows& rows, Cause cause, ConversationId conversation,
                                   const RejectedItem& rejected);

// An invitation to come back into `conversation`.
std::optional<Item> place_invitation(InboxRows& rows, Cause cause, ConversationId conversation,
                                     const InvitationItem& invitation);

// The user has read up to `through`, which the Materialiser clamps to last_seq; `ordinal_at` gives
// the ordinal of that event. Nothing where the marker would not move: the repeated `read` of a
// client that has not seen its item yet is not an error. A marked_unread that the read is to clear
// is a change of preferences of its own, because a command makes at most one item (2).
std::optional<Item> place_read(InboxRows& rows, Cause cause, ConversationId conversation,
                               Seq through, Ordinal ordinal_at);

// A change of preferences. Nothing where it changes nothing. `cleared_through` is clamped to
// last_seq and only moves forward; taking it away changes nothing.
std::optional<Item> place_preferences(InboxRows& rows, Cause cause, ConversationId conversation,
                                      const PreferencesChange& change);

// An item of no conversation (contacts, devices). `own` is the row of conversation {0, 0}, whose
// only use is to hold the cause.
std::optional<Item> place_own(InboxRows& rows, Cause cause, const ItemBody& body);

// The event up to which place_read() would move the marker: `through` clamped to what the user has.
// The caller reads the ordinal of that event before it calls place_read().
Seq clamped_read(const InboxConversation& conversation, Seq through);

// To be called before placing, where `at` lies on a later day than head.day: notes the head of the
// new day and moves the floor to the head of kInboxDaysMax days before. Does not touch head.day,
// which the placing advances. True if `days` or the floor changed.
bool begin_day(InboxHead& head, InboxDays& days, TimeMs at);

}  // namespace parley
