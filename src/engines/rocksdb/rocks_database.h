// One RocksDB database used as a checkpoint: families of ordered keys, written without a
// write-ahead log, made durable by flush() as a whole. RocksDB's headers stay in the .cc.
//
// RocksDB does not flush on its own here, not even when it is closed: flush() says when. So the
// caller's writes between two of them are what the memtables occupy, and the caller bounds them.
//
// After an error (a full disk, most often) it opens the database again, which drops what was not
// flushed; for reading only, as long as it cannot be opened for writing. Reads go on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace parley {

struct RocksFamily {
  std::string name;
  // Values of 4 KiB and more are kept in files of their own, which compaction does not rewrite.
  bool has_large_values = false;
  // If set: asked about each key by compaction, on its threads; true drops the row for good.
  std::function<bool(std::string_view key)> is_expired{};
};

struct RocksOptions {
  // Blocks read from disk, indexes, filters and memtables together. The memtables push blocks out.
  std::size_t cache_bytes = std::size_t{192} << 20;
  int open_files_max = 512;
};

class RocksDatabase;

// Changes that are applied together, in the order in which they were added.
class RocksBatch {
 public:
  // For `database`, which outlives the batch, with room for about `bytes` of keys and values.
  explicit RocksBatch(RocksDatabase& database, std::size_t bytes = 0);
  ~RocksBatch();
  RocksBatch(const RocksBatch&) = delete;
  RocksBatch& operator=(const RocksBatch&) = delete;

  // `family` is an index into the list that the database was opened with.
  void put(std::size_t family, std::string_view key, std::string_view value);
  void remove(std::size_t family, std::string_view key);
  // Removes every key from `from` up to, but without, `end`.
  void remove_range(std::size_t family, std::string_view from, std::string_view end);

 private:
  friend class RocksDatabase;
  struct Changes;
  std::unique_ptr<Changes> changes_;
};

class RocksDatabase {
 public:
  enum class Direction : std::uint8_t { Up, Down };
  // Sees one row; answers whether it wants the next. The bytes live until it returns.
  using Visitor = std::function<bool(std::string_view key, std::string_view value)>;

  // Opens or makes the database in `directory`, whose parent exists. The families must be those it
  // was made with; new ones may be added at the end.
  static Result<std::unique_ptr<RocksDatabase>> open(const std::string& directory,
                                                     const std::vector<RocksFamily>& families,
                                                     const RocksOptions& options = {});
  ~RocksDatabase();
  RocksDatabase(const RocksDatabase&) = delete;
  RocksDatabase& operator=(const RocksDatabase&) = delete;

  // Any thread.
  Result<std::optional<std::string>> get(std::size_t family, std::string_view key);
  // Shows the rows from `from` to `to`, both included, upwards, or from `to` down to `from`. The
  // rows are those of one moment. Any thread.
  Result<> visit(std::size_t family, std::string_view from, std::string_view to,
                 Direction direction, const Visitor& visitor);

  // One thread, as for the next. After an error of either, what was written since the last flush
  // is gone and has to be written again; what was flushed can be read, if the disk can be.
  Result<> write(const RocksBatch& batch);
  // Makes all that was written durable, all families together.
  Result<> flush();

  // Makes `directory`, which must not exist, a database of what the last flush() made durable. Its
  // files are links to those of this one where the file system allows it. Any thread.
  Result<> checkpoint_to(const std::string& directory);

  // Rewrites the whole of `family`, and so drops what is expired. For tests and administration.
  Result<> compact(std::size_t family);

 private:
  friend class RocksBatch;
  struct Handles;
  explicit RocksDatabase(std::unique_ptr<Handles> handles);
  Result<> reopen();
  std::unexpected<Error> reopen_after(std::unexpected<Error> failure);

  std::unique_ptr<Handles> handles_;
  std::shared_mutex opening_;  // Held by who reads, and alone while it is opened again.
};

}  // namespace parley
