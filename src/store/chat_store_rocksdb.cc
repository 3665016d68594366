#include "store/chat_store_rocksdb.h"

#include <utility>
#include <vector>

#include "base/bytes.h"
#include "store/outcome_expiry.h"
#include "store/page_builder.h"
#include "store/rocks_keys.h"

namespace parley {
namespace {

using Direction = RocksDatabase::Direction;

// The name in the database of each family. Names are for ever, their order is that of Family.
constexpr const char* kNames[kFamilies] = {"event",        "annotation",  "body",    "inbox",
                                           "conversation", "inbox_state", "outcome", "device"};
// Holds one row: the position of the log that the database stands for.
constexpr std::size_t kPositionFamily = kFamilies;
constexpr std::string_view kPositionKey = "position";

std::size_t index_of(Family family) { return std::to_underlying(family); }

std::vector<RocksFamily> families(const Clock& clock) {
  std::vector<RocksFamily> families;
  for (const char* const name : kNames) families.push_back({.name = name});
  families.push_back({.name = "position"});
  families[index_of(Family::Body)].has_large_values = true;
  families[index_of(Family::Outcome)].is_expired = [&clock](std::string_view key) {
    return is_outcome_expired(cluster_in(key), day_of(clock.now()));
  };
  return families;
}

// A family whose rows are those of the database.
void add_changes(RocksBatch& batch, std::size_t family, const Partition& partition,
                 const MemoryTable::PartitionRows& rows) {
  for (const auto& stretch : rows.removed) {
    batch.remove_range(family, rocks_key(partition, stretch.from.bytes()),
                       behind(rocks_key(partition, stretch.to.bytes())));
  }
  for (const auto& [cluster, cell] : rows.rows) {
    const std::string key = rocks_key(partition, cluster.bytes());
    if (cell) {
      batch.put(family, key, *cell);
    } else {
      batch.remove(family, key);
    }
  }
}

}  // namespace

ChatStoreRocksdb::ChatStoreRocksdb(std::unique_ptr<RocksDatabase> database)
    : database_(std::move(database)), inbox_(*database_, index_of(Family::Inbox)) {}

Result<std::unique_ptr<ChatStoreRocksdb>> ChatStoreRocksdb::open(const std::string& directory,
                                                                 const Clock& clock,
                                                                 const RocksOptions& options) {
  auto database = RocksDatabase::open(directory, families(clock), options);
  if (!database) return std::unexpected(database.error());
  std::unique_ptr<ChatStoreRocksdb> store(new ChatStoreRocksdb(std::move(*database)));
  if (auto read = store->read_position(); !read) return std::unexpected(read.error());
  return store;
}

Result<> ChatStoreRocksdb::read_position() {
  const auto bytes = database_->get(kPositionFamily, kPositionKey);
  if (!bytes) return std::unexpected(bytes.error());
  if (!*bytes) return {};
  ByteReader reader(**bytes);
  written_position_ = Position{reader.u64()};
  if (!reader.finished()) return fail(Errc::StoreFailed, "the position row is damaged");
  flushed_position_ = written_position_;
  return {};
}

Result<std::optional<std::string>> ChatStoreRocksdb::get(const RowKey& key) {
  if (key.family == Family::Inbox) return inbox_.get(key);
  return database_->get(index_of(key.family), rocks_key(key.partition, key.cluster.bytes()));
}

Result<Page> ChatStoreRocksdb::scan(const Range& range) {
  if (range.family == Family::Inbox) return inbox_.scan(range);
  Page page;
  if (range.to < range.from) return page;
  PageBuilder builder(range, page);
  const auto direction = range.order == Order::Ascending ? Direction::Up : Direction::Down;
  const auto visited =
      database_->visit(index_of(range.family), rocks_key(range.partition, range.from.bytes()),
                       rocks_key(range.partition, range.to.bytes()), direction,
                       [&](std::string_view key, std::string_view value) {
                         return builder.add(ClusterKey(cluster_in(key)), std::string(value));
                       });
  if (!visited) return std::unexpected(visited.error());
  return page;
}

// Through a table, so that one rule decides what a sequence of changes comes to.
Result<> ChatStoreRocksdb::write(WriteBatch&& batch) {
  MemoryTable table(Removals::Keep);
  table.apply(batch);
  return write_table(table, batch.position());
}

Result<> ChatStoreRocksdb::write_table(const MemoryTable& table, std::optional<Position> position) {
  RocksBatch batch(*database_, table.bytes());
  for (std::size_t family = 0; family < kFamilies; ++family) {
    for (const auto& [partition, rows] : table.sorted_partitions(static_cast<Family>(family))) {
      if (family != index_of(Family::Inbox)) {
        add_changes(batch, family, partition, *rows);
      } else if (auto added = inbox_.add_changes(batch, partition, *rows); !added) {
        return added;
      }
    }
  }
  if (position) {
    std::string bytes;
    ByteWriter(bytes).u64(to_number(*position));
    batch.put(kPositionFamily, kPositionKey, bytes);
  }
  auto written = database_->write(batch);
  if (written && position) written_position_ = *position;
  return written;
}

Result<> ChatStoreRocksdb::flush() {
  auto flushed = database_->flush();
  if (flushed) flushed_position_ = written_position_;
  return flushed;
}

Result<> ChatStoreRocksdb::compact(Family family) { return database_->compact(index_of(family)); }

}  // namespace parley
