#include "engines/rocksdb/rocks_database.h"

#include <rocksdb/cache.h>
#include <rocksdb/compaction_filter.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/listener.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/utilities/checkpoint.h>
#include <rocksdb/write_buffer_manager.h>

#include <utility>

#include "base/try.h"

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
// Debian's library is not built for the sanitizer, which cannot see what orders its accesses and
// takes each of them for a race.
extern "C" const char* __tsan_default_suppressions() { return "race:librocksdb.so\n"; }
#endif
#endif

namespace parley {
namespace {

// Never reached: only flush() flushes.
constexpr std::size_t kMemtableNever = std::size_t{16} << 30;
constexpr std::size_t kArenaBlockBytes = std::size_t{128} << 10;
constexpr std::size_t kBlockBytes = std::size_t{8} << 10;
constexpr std::size_t kBlobBytesMin = std::size_t{4} << 10;
constexpr double kFilterBitsAKey = 10;

rocksdb::Slice slice_of(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::string_view view_of(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

std::unexpected<Error> fail_with(const rocksdb::Status& status) {
  return fail(Errc::StoreFailed, "rocksdb: " + status.ToString());
}

// RocksDB's own log file is done without: in Debian's build the first line that is logged after a
// write to it failed, which a full disk makes sure of, is a failed assertion. What went wrong comes
// back as a status.
class NoLog final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

// Keeps RocksDB from coming back by itself after an error: it would wait until there is room for
// full memtables, which here have no limit. It is opened again instead.
class NoRecovery final : public rocksdb::EventListener {
 public:
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status,
                            bool* auto_recovery) override {
    *auto_recovery = false;
  }
};

rocksdb::Status closed() { return rocksdb::Status::Aborted("the database is not open"); }

class ExpiryFilter final : public rocksdb::CompactionFilter {
 public:
  explicit ExpiryFilter(std::function<bool(std::string_view)> is_expired)
      : is_expired_(std::move(is_expired)) {}

  bool Filter(int, const rocksdb::Slice& key, const rocksdb::Slice&, std::string*,
              bool*) const override {
    return is_expired_(view_of(key));
  }
  const char* Name() const override { return "parley.expiry"; }

 private:
  std::function<bool(std::string_view)> is_expired_;
};

rocksdb::DBOptions database_options(const RocksOptions& options,
                                    const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::DBOptions out;
  out.create_if_missing = true;
  out.create_missing_column_families = true;
  out.atomic_flush = true;
  out.avoid_flush_during_shutdown = true;
  out.max_open_files = options.open_files_max;
  out.max_background_jobs = 2;
  out.info_log = std::make_shared<NoLog>();
  out.listeners.push_back(std::make_shared<NoRecovery>());
  out.allow_concurrent_memtable_write = false;
  // No limit of its own, but the memtables count as part of the cache.
  out.write_buffer_manager = std::make_shared<rocksdb::WriteBufferManager>(0, cache);
  return out;
}

rocksdb::ColumnFamilyOptions family_options(const RocksFamily& family,
                                            const rocksdb::CompactionFilter* filter,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.cache_index_and_filter_blocks = true;
  table.block_size = kBlockBytes;
  table.format_version = 5;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kFilterBitsAKey));

  rocksdb::ColumnFamilyOptions out;
  out.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  out.compression = rocksdb::kLZ4Compression;
  out.level_compaction_dynamic_level_bytes = true;
  out.write_buffer_size = kMemtableNever;
  out.arena_block_size = kArenaBlockBytes;
  out.compaction_filter = filter;
  if (family.has_large_values) {
    out.enable_blob_files = true;
    out.min_blob_size = kBlobBytesMin;
    out.blob_compression_type = rocksdb::kLZ4Compression;
    out.enable_blob_garbage_collection = true;
  }
  return out;
}

rocksdb::WriteOptions without_log() {
  rocksdb::WriteOptions options;
  options.disableWAL = true;
  return options;
}

}  // namespace

// What it takes to open the database, and the open database.
struct RocksDatabase::Handles {
  std::string directory;
  rocksdb::DBOptions options;
  std::vector<std::unique_ptr<ExpiryFilter>> filters;
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;

  // Closed where opening again failed altogether: then `families` are null.
  std::unique_ptr<rocksdb::DB> database;
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  bool is_writable = false;

  ~Handles() { close(); }

  void close() {
    for (auto*& family : families) {
      if (family != nullptr) database->DestroyColumnFamilyHandle(std::exchange(family, nullptr));
    }
    database.reset();
    is_writable = false;
  }

  rocksdb::Status open(bool for_writing) {
    rocksdb::DB* opened = nullptr;
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    const auto status =
        for_writing
            ? rocksdb::DB::Open(options, directory, descriptors, &handles, &opened)
            : rocksdb::DB::OpenForReadOnly(options, directory, descriptors, &handles, &opened);
    families.resize(descriptors.size() - 1);
    if (!status.ok()) return status;
    database.reset(opened);
    database->DestroyColumnFamilyHandle(handles[0]);
    families.assign(handles.begin() + 1, handles.end());
    is_writable = for_writing;
    return status;
  }
};

struct RocksBatch::Changes {
  std::vector<rocksdb::ColumnFamilyHandle*> families;  // Not used after the last change.
  rocksdb::WriteBatch batch;
  // The first failure to add a change; write() reports it.
  rocksdb::Status status{};

  // Null where the database is not open; then nothing is added.
  rocksdb::ColumnFamilyHandle* family(std::size_t index) {
    if (families.at(index) == nullptr) note(closed());
    return families.at(index);
  }
  void note(const rocksdb::Status& added) {
    if (status.ok()) status = added;
  }
};

RocksBatch::RocksBatch(RocksDatabase& database, std::size_t bytes)
    : changes_(std::make_unique<Changes>(database.handles_->families, rocksdb::WriteBatch(bytes))) {
}

RocksBatch::~RocksBatch() = default;

void RocksBatch::put(std::size_t family, std::string_view key, std::string_view value) {
  auto* const to = changes_->family(family);
  if (to != nullptr) changes_->note(changes_->batch.Put(to, slice_of(key), slice_of(value)));
}

void RocksBatch::remove(std::size_t family, std::string_view key) {
  auto* const from = changes_->family(family);
  if (from != nullptr) changes_->note(changes_->batch.Delete(from, slice_of(key)));
}

void RocksBatch::remove_range(std::size_t family, std::string_view from, std::string_view end) {
  auto* const in = changes_->family(family);
  if (in != nullptr) {
    changes_->note(changes_->batch.DeleteRange(in, slice_of(from), slice_of(end)));
  }
}

RocksDatabase::RocksDatabase(std::unique_ptr<Handles> handles) : handles_(std::move(handles)) {}

RocksDatabase::~RocksDatabase() = default;

Result<std::unique_ptr<RocksDatabase>> RocksDatabase::open(const std::string& directory,
                                                           const std::vector<RocksFamily>& families,
                                                           const RocksOptions& options) {
  const auto cache = rocksdb::NewLRUCache(options.cache_bytes);
  auto handles = std::make_unique<Handles>();
  handles->directory = directory;
  handles->options = database_options(options, cache);
  // RocksDB wants its default family opened too; nothing is kept in it.
  handles->descriptors = {{rocksdb::kDefaultColumnFamilyName, family_options({}, nullptr, cache)}};
  for (const RocksFamily& family : families) {
    const ExpiryFilter* filter = nullptr;
    if (family.is_expired) {
      handles->filters.push_back(std::make_unique<ExpiryFilter>(family.is_expired));
      filter = handles->filters.back().get();
    }
    handles->descriptors.emplace_back(family.name, family_options(family, filter, cache));
  }
  if (const auto status = handles->open(true); !status.ok()) return fail_with(status);
  return std::unique_ptr<RocksDatabase>(new RocksDatabase(std::move(handles)));
}

Result<std::optional<std::string>> RocksDatabase::get(std::size_t family, std::string_view key) {
  const std::shared_lock lock(opening_);
  if (!handles_->database) return fail_with(closed());
  std::string value;
  const auto status =
      handles_->database->Get({}, handles_->families.at(family), slice_of(key), &value);
  if (status.IsNotFound()) return std::nullopt;
  if (!status.ok()) return fail_with(status);
  return value;
}

Result<> RocksDatabase::visit(std::size_t family, std::string_view from, std::string_view to,
                              Direction direction, const Visitor& visitor) {
  const std::shared_lock lock(opening_);
  if (!handles_->database) return fail_with(closed());
  // The least key behind `to`, since RocksDB's bound is not included.
  const std::string end = std::string(to) + '\0';
  const rocksdb::Slice lower = slice_of(from);
  const rocksdb::Slice upper = end;
  rocksdb::ReadOptions options;
  options.iterate_lower_bound = &lower;
  options.iterate_upper_bound = &upper;
  const std::unique_ptr<rocksdb::Iterator> row(
      handles_->database->NewIterator(options, handles_->families.at(family)));
  const bool is_up = direction == Direction::Up;
  for (is_up ? row->SeekToFirst() : row->SeekToLast(); row->Valid();
       is_up ? row->Next() : row->Prev()) {
    if (!visitor(view_of(row->key()), view_of(row->value()))) break;
  }
  if (!row->status().ok()) return fail_with(row->status());
  return {};
}

Result<> RocksDatabase::write(const RocksBatch& batch) {
  if (!handles_->is_writable) PARLEY_TRY(reopen());
  if (!batch.changes_->status.ok()) return fail_with(batch.changes_->status);
  const auto status = handles_->database->Write(without_log(), &batch.changes_->batch);
  if (!status.ok()) return reopen_after(fail_with(status));
  return {};
}

Result<> RocksDatabase::flush() {
  if (!handles_->is_writable) return fail_with(closed());
  rocksdb::FlushOptions options;
  options.allow_write_stall = true;
  const auto status = handles_->database->Flush(options, handles_->families);
  if (!status.ok()) return reopen_after(fail_with(status));
  return {};
}

Result<> RocksDatabase::reopen() {
  // RocksDB rests for a second after a failed flush. That is waited for while others still read.
  if (handles_->is_writable) (void)handles_->database->PauseBackgroundWork();
  const std::unique_lock lock(opening_);
  handles_->close();
  const auto status = handles_->open(true);
  if (status.ok()) return {};
  (void)handles_->open(false);
  return fail_with(status);
}

// A database whose flush failed is not brought back by Resume(): what fails for another reason than
// room stays failed, and after a want of room RocksDB 7.8 reports atomic flushes as done that it
// has only queued.
std::unexpected<Error> RocksDatabase::reopen_after(std::unexpected<Error> failure) {
  (void)reopen();  // Or at the next write.
  return failure;
}

Result<> RocksDatabase::checkpoint_to(const std::string& directory) {
  const std::shared_lock lock(opening_);
  if (!handles_->is_writable) return fail_with(closed());
  rocksdb::Checkpoint* made = nullptr;
  auto status = rocksdb::Checkpoint::Create(handles_->database.get(), &made);
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
  // So that it does not flush: only flush() does.
  constexpr std::uint64_t kLogBytesNever = ~std::uint64_t{0};
  if (status.ok()) status = checkpoint->CreateCheckpoint(directory, kLogBytesNever);
  if (!status.ok()) return fail_with(status);
  return {};
}

Result<> RocksDatabase::compact(std::size_t family) {
  if (!handles_->is_writable) return fail_with(closed());
  rocksdb::CompactRangeOptions options;
  options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  const auto status =
      handles_->database->CompactRange(options, handles_->families.at(family), nullptr, nullptr);
  if (!status.ok()) return fail_with(status);
  return {};
}

}  // namespace parley
