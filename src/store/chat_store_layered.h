// The store of the embedded server: the newest rows in memory, all others below.
//
//      write ──▶ ┌─────────┐
//                │   top   │  in memory, grows
//                ├─────────┤  freeze(): the top becomes frozen, an empty top begins
//                │ frozen  │  in memory, unchanging; there is one or none
//                ├─────────┤  write_checkpoint(): frozen goes below in key order, flush, drop
//                │  below  │  a CheckpointStore (RocksDB)
//                └─────────┘
//
// Reads ask the layers from above; the first that knows the key answers. A write survives a crash
// once a checkpoint has carried it down; until then the log has it. So after a crash the log is
// applied from checkpoint_position() on.
//
// Invariants:
//
//   (1) Every row is in at least one layer at every moment: frozen is dropped after the flush.
//   (2) What is below and newer than the flushed position is also in frozen, which hides it.
//   (3) No lock is held while `below` is read or written. A round of a scan during which a layer
//       was frozen or dropped is made again, so that what it read below fits to what it read above.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>

#include "store/chat_store.h"
#include "store/checkpoint_store.h"
#include "store/memory_table.h"

namespace parley {

// Of the top layer.
struct LayerUsage {
  std::size_t rows = 0;
  std::size_t bytes = 0;       // About what it occupies.
  std::uint64_t commands = 0;  // By how much the position moved since the layer began.
  bool has_frozen = false;     // An older layer still waits to be written.
};

class ChatStoreLayered : public ChatStore {
 public:
  // A scan takes this many rows out of a memory layer at a time.
  static constexpr std::size_t kRoundRowsMax = 1024;

  explicit ChatStoreLayered(CheckpointStore& below);

  Result<std::optional<std::string>> get(const RowKey& key) override;
  // Shows one state of the store where the page takes at most kRoundRowsMax rows out of memory; the
  // later part of a longer page may show later writes.
  Result<Page> scan(const Range& range) override;
  // Never fails. Batches that stem from the log have a position, which never decreases.
  Result<> write(WriteBatch&& batch) override;

  // Makes the top frozen, between two writes. Any thread. False, and no change, if there is a
  // frozen layer already or nothing was written.
  bool freeze();

  // Carries the frozen layer down and drops it. That there is none is a success. After an error
  // nothing is lost, and it may be called again. Blocks; one thread at a time.
  Result<> write_checkpoint();

  // The position up to which everything would survive a crash; Position{0} if nothing would.
  Position checkpoint_position() const { return below_.flushed_position(); }

  LayerUsage usage() const;

 private:
  struct Layer {
    explicit Layer(Position begin) : began_at(begin), position(begin) {}

    MemoryTable table{Removals::Keep};
    Position began_at;
    Position position;  // Of the newest batch that had one.
  };
  // What the memory layers say of a range, in its order.
  struct Overlay {
    MemoryTable::Slice top;
    MemoryTable::Slice frozen;
    std::uint64_t changes = 0;
  };

  Overlay overlay_of(const Range& range) const;
  bool is_current(const Overlay& overlay) const;

  CheckpointStore& below_;
  mutable std::shared_mutex mutex_;  // Guards all that follows, and the content of *top_.
  std::unique_ptr<Layer> top_;
  // Shared with write_checkpoint(), which reads it without the lock.
  std::shared_ptr<const Layer> frozen_;
  std::uint64_t changes_ = 0;  // How often a layer was frozen or dropped (3).
};

}  // namespace parley
