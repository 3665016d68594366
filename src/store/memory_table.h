// Rows in memory, and the knowledge of what was removed: the layer that lies over a store.
//
// A table has an answer of its own for each key: here is the value, or it was removed (whatever
// lies below), or it knows nothing and the layer below is to be asked. A table that lies over
// nothing keeps no such knowledge of removals (Removals::Forget).
//
// Partitions are found by hash; the rows of one are ordered. A row that goes behind the last one of
// its partition, which is the common case, costs no search. All rows lie in one arena: a table only
// grows, and goes as a whole. Not thread-safe: the stores lock.
#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/arena.h"
#include "store/chat_store.h"
#include "store/sorted_rows.h"

namespace parley {

enum class Removals : std::uint8_t { Keep, Forget };

struct PartitionHash {
  using is_avalanching = void;
  std::size_t operator()(const Partition& p) const noexcept {
    return mix(p.high * 0x9e3779b97f4a7c15ULL + p.low);
  }
};

class MemoryTable {
 public:
  // A stretch of keys that was removed, both ends included.
  struct Stretch {
    ClusterKey from;
    ClusterKey to;

    bool covers(const ClusterKey& key) const { return from <= key && key <= to; }
  };
  // What is in `rows` is newer than `removed`.
  struct PartitionRows {
    explicit PartitionRows(Arena& arena) : rows(arena), removed(&arena) {}

    SortedRows rows;
    std::pmr::vector<Stretch> removed;
  };
  using PartitionEntry = std::pair<Partition, const PartitionRows*>;

  // The part of one partition that a scan has to lay over what is below, in the order of the scan.
  // Nothing stands for a removed row.
  struct Slice {
    std::vector<std::pair<ClusterKey, std::optional<std::string>>> rows;
    std::vector<Stretch> removed;
    // A limit ended `rows`, and the table has more behind the last of them.
    bool has_more = false;
  };

  explicit MemoryTable(Removals removals) : removals_(removals) {}

  // Applies the changes of `batch`.
  void apply(const WriteBatch& batch);

  enum class Found : std::uint8_t { Here, Removed, Unknown };
  // `value` is set to a copy if the answer is Here.
  Found find(const RowKey& key, std::string& value) const;

  // The entries of `range` in its order, up to its limits.
  Slice slice(const Range& range) const;

  // The partitions of `family` in the order of their keys.
  std::vector<PartitionEntry> sorted_partitions(Family family) const;

  bool empty() const { return rows_ == 0 && stretches_ == 0; }
  std::size_t rows() const { return rows_; }
  // About what the table occupies, overhead included.
  std::size_t bytes() const { return arena_.bytes(); }

 private:
  using Partitions = boost::unordered_flat_map<Partition, PartitionRows*, PartitionHash>;

  void set(const RowKey& key, std::optional<std::string_view> value);
  void erase(const RowKey& key);
  void remove_range(const RowKey& from, const ClusterKey& to);
  PartitionRows& make_partition(Family family, const Partition& partition);
  PartitionRows* find_partition(Family family, const Partition& partition) const;

  Removals removals_;
  Arena arena_;
  std::array<Partitions, kFamilies> families_;
  std::size_t rows_ = 0;
  std::size_t stretches_ = 0;
};

}  // namespace parley
