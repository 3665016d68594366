// The port of the store that lies at the bottom: a ChatStore whose writes are kept back until
// flush(), and then survive all together. chat_store_rocksdb is one.
#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "store/chat_store.h"

namespace parley {

class CheckpointStore : public ChatStore {
 public:
  // Makes everything written so far survive a crash. What was written since the last flush() that
  // worked survives as a whole or not at all, with its position. After an error everything is
  // still there to be read, and it may be tried again.
  virtual Result<> flush() = 0;

  // The position of the newest batch that has one and would survive a crash; Position{0} if none.
  virtual Position flushed_position() const = 0;
};

}  // namespace parley
