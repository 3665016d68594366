// The port of the store that lies at the bottom: a ChatStore whose writes are kept back until
// flush(). chat_store_rocksdb is one.
#pragma once

#include <optional>

#include "base/error.h"
#include "base/ids.h"
#include "store/chat_store.h"
#include "store/memory_table.h"

namespace parley {

class CheckpointStore : public ChatStore {
 public:
  // Writes a whole layer as one batch: its removed stretches, then its rows and removed rows. Like
  // every batch it is applied, and survives a crash, as a whole or not at all, together with its
  // position.
  virtual Result<> write_table(const MemoryTable& table, std::optional<Position> position) = 0;

  // Makes everything written so far survive a crash. After an error of this or of a write, what
  // was written since the last flush may be gone, and has to be written again.
  virtual Result<> flush() = 0;

  // The newest position that a flushed batch had; Position{0} if none had one.
  virtual Position flushed_position() const = 0;
};

}  // namespace parley
