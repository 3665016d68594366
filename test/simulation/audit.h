// Compares what the store holds and the views show with the witness.
#pragma once

#include <vector>

#include "base/random.h"
#include "pipeline/conversations_view.h"
#include "pipeline/history_view.h"
#include "store/chat_reader.h"
#include "test/simulation/witness.h"

namespace parley::simulation {

class Audit {
 public:
  // `store` has applied all that the witness has taken in.
  Audit(ChatStore& store, const Witness& witness)
      : store_(store), reader_(store), witness_(witness) {}

  // Every row of every conversation.
  void conversations() const;
  // Head, items and rows of one inbox, and the list that is made of them.
  void inbox(UserId user) const;
  // The whole history of `conversation` as `user` may read it, in pages of at most `limit`.
  void history(UserId user, ConversationId conversation, std::size_t limit) const;
  // One event, or one page somewhere.
  void jump(UserId user, ConversationId conversation, Seq seq, std::size_t limit) const;

 private:
  void conversation(ConversationId id, const WitnessedConversation& due) const;
  void people(ConversationId id, const WitnessedConversation& due) const;
  void rows(ConversationId id, const WitnessedConversation& due) const;
  void row(UserId user, ConversationId id) const;
  void shown(UserId user, ConversationId id, const wire::Event& event, bool is_whole) const;

  ChatStore& store_;
  ChatReader reader_;
  const Witness& witness_;
};

}  // namespace parley::simulation
