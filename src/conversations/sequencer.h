// The Sequencer: puts commands of one conversation in order (protocol section 5).
//
// Pure: the same inputs give the same answer, on every machine and on every replay. No clock, no
// chance, no I/O. The embedded applier and the cluster's workers call `decide`, and nothing else
// makes a seq, an ordinal or a sent_at.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "base/error.h"
#include "conversations/command.h"
#include "conversations/conversation.h"

namespace parley {

// What a submission came to, as it is remembered for 16 days under (conversation, sender,
// client_message_id) and answered to every resend.
struct Outcome {
  enum class Kind : std::uint8_t {
    Event = 0,      // It became the event `seq`.
    Unchanged = 1,  // Nothing had to change; `seq` is the event that made it so.
    Rejected = 2,   // A rule refused it with `code`.
    Invited = 3,    // Who is to be added left once: an invitation was placed. `seq` is the head.
  };
  Kind kind = Kind::Event;
  Seq seq{};
  Errc code{};

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

// The event a command refers to, as it stands. `is_message` is false for other kinds of event.
struct Target {
  Seq seq{};
  bool is_message = false;
  UserId sender;
  Annotation annotation;
};

// What a new event does besides being one. Everything is a value to be written as it stands.
struct Effects {
  Event event;                           // Texts are whole; the store cuts long ones.
  std::vector<UserId> recipients;        // Ascending. Each gets one item.
  std::optional<Annotation> annotation;  // Of the target, after folding the event in.
  // Of a deletion: the events whose text and mentions are to be emptied: the target and its edits.
  std::vector<Seq> emptied;
};

struct Decision {
  Outcome outcome;                 // To be remembered, except where `refused`.
  std::optional<Effects> effects;  // Present exactly when outcome.kind is Event.
  // Client ids too old or too far ahead: answered with outcome.code, not remembered, not placed.
  bool refused = false;
  std::optional<UserId> invited;  // Present exactly when outcome.kind is Invited.
};

inline constexpr Milliseconds kClientMessageIdAgeMax = std::chrono::days{7};
inline constexpr Milliseconds kClientMessageIdAheadMax = std::chrono::minutes{10};
inline constexpr Milliseconds kInvitationAgeMax = std::chrono::days{30};

// Decides `command`, which lies at `position` of the log and was put there at `at`, and advances
// `conversation`. `target` is the event of target_of(command), if it exists. The caller has found
// no remembered outcome for it and position > conversation.applied.
//
// The order of the checks is part of the contract: age of the id; existence and membership
// (not_found, not_a_member, cannot_message); then the rules of the kind. What is refused changes
// nothing in `conversation` but `applied`.
Decision decide(Conversation& conversation, const std::optional<Target>& target,
                const Command& command, Position position, TimeMs at);

}  // namespace parley
