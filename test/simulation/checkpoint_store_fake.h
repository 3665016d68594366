// A CheckpointStore in memory that loses what was not flushed, and fails when it is told to.
//
// Faithful to the port: a batch survives as a whole or not at all, together with its position; a
// crash may keep any beginning of what was written since the last flush, as an engine does that
// flushes by itself; a flush that failed may have reached the disk, and after an error what was
// written since the last flush may be gone. It also watches that inbox rows
// are only ever added above the highest, which an engine relies on that packs them.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "base/time.h"
#include "store/checkpoint_store.h"

namespace parley::simulation {

class CheckpointStoreFake final : public CheckpointStore {
 public:
  CheckpointStoreFake(std::uint64_t seed, const Clock& clock) : random_(seed), clock_(clock) {}

  // Lets the next read, write or flush fail, once.
  void fail_read() { fails_read_ = true; }
  void fail_write() { fails_write_ = true; }
  void fail_flush() { fails_flush_ = true; }
  void heal() { fails_read_ = fails_write_ = fails_flush_ = false; }

  // What a new process finds.
  void restart();

  Result<std::optional<std::string>> get(const RowKey& key) override;
  Result<Page> scan(const Range& range) override;
  Result<> write(WriteBatch&& batch) override;
  Result<> write_table(const MemoryTable& table, std::optional<Position> position) override;
  Result<> flush() override;
  Position flushed_position() const override { return flushed_position_; }

 private:
  // Rows, and the position they stand for.
  struct Image {
    std::unique_ptr<MemoryTable> rows = std::make_unique<MemoryTable>(Removals::Forget);
    Position position{};
  };

  static Image copy_of(const Image& image);
  static void apply(Image& image, const WriteBatch& batch);
  void perhaps_forget();
  void check_inbox(const WriteBatch& batch) const;
  void drop_old_outcomes();

  SeededRandom random_;
  const Clock& clock_;
  Image cache_;                      // As the process sees it,
  Image platter_;                    // and as a crash would leave it at least.
  std::vector<WriteBatch> pending_;  // What lies between the two.
  Position flushed_position_{};
  bool fails_read_ = false;
  bool fails_write_ = false;
  bool fails_flush_ = false;
};

}  // namespace parley::simulation
