// Who wants to know how far people received and read, as it happens: live receipts.
//
// Called by whoever applies, in the middle of it: note it and return. What is told here is a hint;
// the markers themselves are in the store.
#pragma once

#include "base/ids.h"

namespace parley {

class MarkerListener {
 public:
  virtual ~MarkerListener() = default;

  // The read marker of `user` moved to `through`.
  virtual void on_read(UserId user, ConversationId conversation, Seq through) = 0;

  // A device of `user` holds their inbox up to `through`; before it was `before`.
  virtual void on_acked(UserId user, InboxSeq before, InboxSeq through) = 0;
};

}  // namespace parley
