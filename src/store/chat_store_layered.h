// The store of the embedded server: the newest rows in memory, all others below.
//
//      write ──▶ ┌─────────┐
//                │   top   │  in memory, grows
//                ├─────────┤  freeze(): the top becomes frozen, an empty top begins
//                │ frozen  │  in memory, unchanging; there is one or none
//                ├─────────┤  write_checkpoint(): frozen rows go below in key order, flush, drop
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
//   (3) No lock is held while `below` is read or written. A scan that looked at the layers while
//       one was frozen or dropped begins again, so that it shows one state (see scan()).
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

struct LayerUsage {
  std::size_t rows = 0;
  std::size_t bytes = 0;     // About what the memory of the layer is.
  std::size_t commands = 0;  // By which the position of the log moved since the layer began.
  bool has_frozen = false;   // An older layer still waits to be written.
};

class ChatStoreLayered final : public ChatStore {
 public:
  explicit ChatStoreLayered(CheckpointStore& below);

  Result<std::optional<std::string>> get(const RowKey& key) override;
  // Shows one state of the store as long as the page takes no more than kSliceRowsMax rows out of
  // memory; the later part of a longer page may show later writes.
  Result<Page> scan(const Range& range) override;
  // Never fails. Batches that stem from the log have a position, which never decreases.
  Result<> write(WriteBatch&& batch) override;

  // Makes the top frozen, between two writes. Any thread. False, and no change, if there is a
  // frozen layer already or nothing was written.
  bool freeze();

  // Carries the frozen layer down and drops it. No frozen layer is a success. After an error
  // nothing is lost, and it may be called again. One thread at a time; it takes as long as it
  // takes.
  Result<> write_checkpoint();

  // The position up to which everything would survive a crash; Position{0} if nothing would.
  Position checkpoint_position() const;

  // Of the top.
  LayerUsage usage() const;

 private:
  struct Layer {
    MemoryTable table{Removals::Keep};
    std::optional<Position> position;  // Of the newest batch that had one.
  };
  struct Overlay;

  Overlay overlay_of(const Range& range, std::size_t rows_max) const;
  Result<bool> append_round(const Range& range, const Overlay& overlay, Page& page);

  CheckpointStore& below_;
  mutable std::shared_mutex mutex_;  // Guards the fields below, and the content of top_.
  std::unique_ptr<Layer> top_;
  // Shared with write_checkpoint(), which reads it without the lock.
  std::shared_ptr<const Layer> frozen_;
  Position started_at_{};      // The position at which top_ began.
  std::uint64_t changes_ = 0;  // How often a layer was frozen or dropped (3).
};

}  // namespace parley
