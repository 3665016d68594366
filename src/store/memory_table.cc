#include "store/memory_table.h"

#include <algorithm>
#include <memory>

namespace parley {

void MemoryTable::apply(const WriteBatch& batch) {
  for (const auto& change : batch.changes()) {
    switch (change.kind) {
      case WriteBatch::Kind::Put: set(change.key, change.value); break;
      case WriteBatch::Kind::Remove:
        if (removals_ == Removals::Keep) {
          set(change.key, std::nullopt);
        } else {
          erase(change.key);
        }
        break;
      case WriteBatch::Kind::RemoveRange: remove_range(change.key, ClusterKey(change.value)); break;
    }
  }
}

MemoryTable::PartitionRows& MemoryTable::make_partition(Family family, const Partition& partition) {
  PartitionRows*& rows = families_[std::to_underlying(family)][partition];
  if (rows == nullptr) {
    void* const place = arena_.allocate(sizeof(PartitionRows), alignof(PartitionRows));
    rows = std::construct_at(static_cast<PartitionRows*>(place), arena_);
  }
  return *rows;
}

MemoryTable::PartitionRows* MemoryTable::find_partition(Family family,
                                                        const Partition& partition) const {
  const auto& partitions = families_[std::to_underlying(family)];
  const auto found = partitions.find(partition);
  return found == partitions.end() ? nullptr : found->second;
}

void MemoryTable::set(const RowKey& key, std::optional<std::string_view> value) {
  const auto [row, is_new] = make_partition(key.family, key.partition).rows.at(key.cluster);
  if (is_new) ++rows_;
  if (value) {
    row.cell.set(arena_, *value);
  } else {
    row.cell.set_removed();
  }
}

void MemoryTable::erase(const RowKey& key) {
  PartitionRows* const partition = find_partition(key.family, key.partition);
  if (partition == nullptr) return;
  rows_ -= partition->rows.erase(key.cluster, key.cluster);
  if (partition->rows.empty()) families_[std::to_underlying(key.family)].erase(key.partition);
}

void MemoryTable::remove_range(const RowKey& from, const ClusterKey& to) {
  if (to < from.cluster) return;
  PartitionRows& partition = make_partition(from.family, from.partition);
  rows_ -= partition.rows.erase(from.cluster, to);
  if (removals_ == Removals::Forget) {
    if (partition.rows.empty()) families_[std::to_underlying(from.family)].erase(from.partition);
    return;
  }
  const Stretch stretch{from.cluster, to};
  stretches_ -= std::erase_if(partition.removed, [&](const Stretch& old) {
    return stretch.covers(old.from) && stretch.covers(old.to);
  });
  partition.removed.push_back(stretch);
  ++stretches_;
}

MemoryTable::Found MemoryTable::find(const RowKey& key, std::string& value) const {
  const PartitionRows* const partition = find_partition(key.family, key.partition);
  if (partition == nullptr) return Found::Unknown;
  if (const auto* const row = partition->rows.find(key.cluster)) {
    if (!row->cell) return Found::Removed;
    value = *row->cell;
    return Found::Here;
  }
  const bool is_removed = std::ranges::any_of(
      partition->removed, [&](const Stretch& stretch) { return stretch.covers(key.cluster); });
  return is_removed ? Found::Removed : Found::Unknown;
}

MemoryTable::Slice MemoryTable::slice(const Range& range) const {
  Slice slice;
  const PartitionRows* const partition = find_partition(range.family, range.partition);
  if (partition == nullptr || range.to < range.from) return slice;
  slice.removed.assign(partition->removed.begin(), partition->removed.end());
  const auto begin = partition->rows.lower_bound(range.from);
  const auto end = partition->rows.upper_bound(range.to);
  std::size_t bytes = 0;
  // Copies one entry; false if the slice is full.
  const auto copy = [&](const SortedRows::Row& row) {
    slice.has_more =
        slice.rows.size() == range.rows_max || (bytes >= range.bytes_max && !slice.rows.empty());
    if (slice.has_more) return false;
    auto& copied = slice.rows.emplace_back(row.cluster, std::nullopt);
    if (row.cell) bytes += copied.second.emplace(*row.cell).size();
    return true;
  };
  if (range.order == Order::Ascending) {
    for (auto row = begin; row != end && copy(*row);) ++row;
  } else {
    bool has_room = true;
    for (auto row = end; has_room && row != begin;) has_room = copy(*--row);
  }
  return slice;
}

std::vector<MemoryTable::PartitionEntry> MemoryTable::sorted_partitions(Family family) const {
  const auto& partitions = families_[std::to_underlying(family)];
  std::vector<PartitionEntry> sorted(partitions.begin(), partitions.end());
  std::ranges::sort(sorted, {}, &PartitionEntry::first);
  return sorted;
}

}  // namespace parley
