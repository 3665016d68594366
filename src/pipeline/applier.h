// Applies what the log holds, one command after another: the only writer of the chat store.
//
//   load (state, target, outcome) ─▶ decide ─▶ for each recipient: load, place ─▶ one WriteBatch
//
// All rules are in `decide` and `place`; the applier gives them what they must know and writes down
// what they answer. The whole effect of a command is one batch that carries the command's position,
// so a store that comes back from a crash holds all of a command or nothing of it, and applying
// from the store's position on is exact.
//
// One thread. No clock, no chance: replaying the log gives the same rows.
#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/error.h"
#include "conversations/sequencer.h"
#include "inbox/materialiser.h"
#include "pipeline/edge.h"
#include "pipeline/logged_command.h"
#include "store/chat_reader.h"

namespace parley {

// What one command came to, for telling.
struct Applied {
  // Of a submission: its answer, or the error by which it was refused (not remembered).
  Result<Answer> answer;
  // The new event, whose recipients are among `items`.
  std::optional<Event> event;
  // Every item that was placed, and in whose inbox.
  std::vector<std::pair<UserId, Item>> items;
};

class Applier {
 public:
  explicit Applier(ChatStore& store);

  // Applies the command at `position`. An Error means that the store could not be read or written
  // and that nothing was changed: the same command has to be applied again before any other.
  Result<Applied> apply(Position position, TimeMs at, const LoggedCommand& command);

  // Notes how far a device has got (`ack`). Not in the log: a mark lost in a crash is sent again.
  // The mark only moves forward.
  // Answers the mark as it was before.
  Result<InboxSeq> note_device(UserId user, DeviceId device, InboxSeq acked, TimeMs seen);

  // Notes when a person came or went. Not in the log either.
  Result<> note_last_seen(UserId user, const LastSeen& seen);

 private:
  struct Step;  // The command at hand, its batch and what it came to.

  Result<Applied> apply_submission(Step& step, const Command& command);
  Result<Applied> apply_own(Step& step, const InboxCommand& command);
  Result<> write_event(Step& step, Conversation& conversation, const Decision& decision);
  Result<> empty_texts(Step& step, ConversationId conversation, const std::vector<Seq>& emptied);
  template <class Place>
  Result<> place_for(Step& step, UserId user, ConversationId conversation, const Place& place);
  Result<> erase_inbox(Step& step, UserId user);

  Result<std::optional<Outcome>> remembered(Conversation& conversation, const Command& command);
  Result<Conversation*> load(ConversationId id);
  Result<std::optional<Target>> load_target(const Command& command);

  // Groups that were used last, decoded: a roster of a hundred is too much to read a message.
  // Written through, so dropping one is always right.
  static constexpr std::size_t kGroupsMax = 512;
  using Groups = std::list<Conversation>;

  ChatStore& store_;
  ChatReader reader_;
  Groups groups_;  // The one used last in front.
  std::unordered_map<ConversationId, Groups::iterator> groups_by_id_;
  Conversation direct_;  // The direct conversation at hand.
};

}  // namespace parley
