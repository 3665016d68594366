// One family of a RocksDatabase whose rows are packed (inbox_packing.h): reads unpack, writes pack
// what goes together, and a removed stretch that ends within a pack leaves the rest of it as packs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "engines/rocksdb/rocks_database.h"
#include "store/chat_store.h"
#include "store/inbox_packing.h"
#include "store/memory_table.h"

namespace parley {

// Owned by chat_store_rocksdb; threads as there.
class PackedFamily {
 public:
  PackedFamily(RocksDatabase& database, std::size_t family)
      : database_(database), family_(family) {}

  Result<std::optional<std::string>> get(const RowKey& key);
  Result<Page> scan(const Range& range);

  // Adds to `batch` what `rows` change in `partition`. Added rows are above all that is stored.
  Result<> add_changes(RocksBatch& batch, const Partition& partition,
                       const MemoryTable::PartitionRows& rows);

 private:
  struct Pack {
    std::uint64_t first = 0;
    std::vector<std::string> values;

    std::uint64_t last() const { return first + values.size() - 1; }
  };
  using NumberedRows = std::vector<std::pair<std::uint64_t, std::string_view>>;  // Ascending.
  // Sees a pack; answers whether it wants the next.
  using Visitor = std::function<bool(const Pack&)>;

  Result<> visit(const Partition& partition, Numbers firsts, RocksDatabase::Direction direction,
                 const Visitor& visitor);
  // The pack that `number` is in, or would be.
  Result<std::optional<Pack>> pack_at(const Partition& partition, std::uint64_t number);
  Result<> remove_all(RocksBatch& batch, const Partition& partition,
                      const std::vector<Numbers>& removed);
  void put_packs(RocksBatch& batch, const Partition& partition, const NumberedRows& rows);

  RocksDatabase& database_;
  std::size_t family_;
};

}  // namespace parley
