// What must have come of everything that the log holds, worked out the slow and simple way.
//
// The witness reads the log's truth, one command after another, and takes from the store only what
// a command came to (its outcome, once). From that it derives by its own, brute-force means which
// events there are, who may read them, who has which item at which number, and what is unread. It
// shares no code with `decide` and `place` but the types of values.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "conversations/command.h"
#include "conversations/sequencer.h"
#include "inbox/inbox.h"
#include "pipeline/edge.h"
#include "pipeline/logged_command.h"
#include "store/chat_reader.h"
#include "test/simulation/log_watched.h"

namespace parley::simulation {

struct Stretch {
  std::uint64_t from = 0;
  std::uint64_t to = UINT64_MAX;

  bool is_open() const { return to == UINT64_MAX; }
  bool holds(Seq seq) const { return from <= to_number(seq) && to_number(seq) <= to; }
};

// A message as somebody sees it.
struct Shown {
  std::string text;  // Whole.
  std::vector<UserId> mentions;
  bool is_deleted = false;
  std::vector<std::pair<std::string, std::vector<UserId>>> reactions;
  Seq revision{};

  friend bool operator==(const Shown&, const Shown&) = default;
};

struct WitnessedConversation {
  std::vector<Event> events;  // As they were said, texts whole; the one of seq 1 first.
  std::set<UserId> members;
  std::map<UserId, std::vector<Stretch>> stretches;  // What a participant may read.
  std::set<UserId> ever_left;
  std::map<UserId, Role> roles;  // Of members of a group that have one.
  HistoryRule history = HistoryRule::FromJoin;
  std::string title;
  std::map<Seq, Seq> deletions;                 // By target.
  std::map<Seq, std::vector<Seq>> annotations;  // Edits, reactions and deletion, by target.

  const Event* event(Seq seq) const;
  bool is_message(Seq seq) const;
  // The stretch in which `user` may read `seq`.
  const Stretch* stretch(UserId user, Seq seq) const;
  // Whether `user` may read the event itself: of an annotation, they must have been there for both
  // it and its message; of a deletion, the message must be theirs to read.
  bool may_read(UserId user, Seq seq) const;
  // The message `seq` as folded from the events up to `through`, for a reader whose stretch ends
  // at `to`.
  Shown fold(Seq seq, std::uint64_t to = UINT64_MAX, std::uint64_t through = UINT64_MAX) const;
};

struct WitnessedItem {
  Item item;
  std::int64_t day = 0;  // On which it was placed.
};

// What the user's rows of one conversation must say, as recounted from the items.
struct Recount {
  Seq read{};
  Seq last_seq{};
  std::uint64_t unread = 0;
  std::vector<Seq> mentions;
  Preferences preferences;
};

class Witness {
 public:
  // A submission by the name under which its outcome is remembered.
  using Name = std::tuple<ConversationId, UserId, ClientMessageId>;

  explicit Witness(const LogTruth& truth) : truth_(truth) {}

  // The store has applied everything in the log: takes in what is new.
  void catch_up(const ChatReader& reader);

  Position position() const { return Position{taken_}; }
  // No text that was deleted may stand in `bytes`, which is a row or what a reader got just now.
  void check_gone(std::string_view bytes, std::string_view where) const;
  const std::map<ConversationId, WitnessedConversation>& conversations() const {
    return conversations_;
  }
  const WitnessedConversation* conversation(ConversationId id) const;
  const std::map<UserId, std::vector<WitnessedItem>>& inboxes() const { return inboxes_; }
  const std::map<Name, Outcome>& outcomes() const { return outcomes_; }
  std::uint64_t repeats() const { return repeats_; }
  const std::vector<WitnessedItem>& inbox(UserId user) const;
  InboxSeq floor(UserId user) const;
  Recount recount(UserId user, ConversationId conversation) const;
  // The first outcome, if the submission was ever decided.
  const Outcome* outcome(const Name& name) const;
  // The answer to a submission must be the one that it must have.
  void check_answer(const Name& name, const Result<Answer>& answer) const;

 private:
  void take(Position position, TimeMs at, const Command& command, const ChatReader& reader);
  void take(TimeMs at, const InboxCommand& command);
  void take_event(TimeMs at, const Command& command, Seq seq, const ChatReader& reader);
  std::vector<UserId> recipients(const WitnessedConversation& conversation,
                                 const Event& event) const;
  void check_right(const WitnessedConversation& conversation, const Command& command) const;
  void forget(const WitnessedConversation& conversation, Seq message);
  void place(UserId user, ConversationId conversation, ItemBody body, TimeMs at);

  const LogTruth& truth_;
  std::uint64_t taken_ = 0;  // Records of the truth.
  std::map<ConversationId, WitnessedConversation> conversations_;
  std::map<UserId, std::vector<WitnessedItem>> inboxes_;
  std::map<UserId, InboxSeq> floors_;
  std::map<Name, Outcome> outcomes_;
  std::uint64_t repeats_ = 0;
  std::set<std::uint64_t> gone_;  // The marks of deleted texts.
};

// Every text carries a mark of its own, by which it is found wherever it turns up: `<17>`.
std::string marked_text(std::uint64_t mark, std::size_t size);
std::vector<std::uint64_t> marks_in(std::string_view bytes);

// An event as its row holds it, a long text cut.
Event as_stored(Event event);

}  // namespace parley::simulation
