// The store over RocksDB: a column family a Family, Inbox rows packed, old outcomes dropped by
// compaction, and one row more that says which position of the log a flush stands for.
//
// Every batch, whole layers included, survives a crash as a whole or not at all. What was written
// since the last flush() is lost when the process ends, also when it ends well: a flush is made on
// purpose or not at all.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "base/time.h"
#include "engines/rocksdb/rocks_database.h"
#include "store/checkpoint_store.h"
#include "store/packed_family.h"

namespace parley {

class ChatStoreRocksdb final : public CheckpointStore {
 public:
  // Opens or makes the store in `directory`. `clock` tells which outcomes are old
  // (outcome_expiry.h); it outlives the store.
  static Result<std::unique_ptr<ChatStoreRocksdb>> open(const std::string& directory,
                                                        const Clock& clock,
                                                        const RocksOptions& options = {});

  Result<std::optional<std::string>> get(const RowKey& key) override;
  Result<Page> scan(const Range& range) override;
  Result<> write(WriteBatch&& batch) override;
  Result<> write_table(const MemoryTable& table, std::optional<Position> position) override;
  Result<> flush() override;
  Position flushed_position() const override { return flushed_position_; }

  // Makes `directory`, which must not exist, a store of what was flushed. Any thread.
  Result<> checkpoint_to(const std::string& directory) {
    return database_->checkpoint_to(directory);
  }

  // Rewrites a family on disk and drops what is expired. For tests and administration.
  Result<> compact(Family family);

 private:
  explicit ChatStoreRocksdb(std::unique_ptr<RocksDatabase> database);
  Result<> read_position();

  std::unique_ptr<RocksDatabase> database_;
  PackedFamily inbox_;
  Position written_position_{};
  std::atomic<Position> flushed_position_{};
};

}  // namespace parley
