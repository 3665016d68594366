#include "store/memory_table.h"

#include <algorithm>

namespace parley {
namespace {

// What a row, a partition and a stretch occupy beyond the bytes of the value: nodes and links.
constexpr std::size_t kRowOverhead = 144;
constexpr std::size_t kPartitionOverhead = 160;

std::size_t bytes_of(const MemoryTable::Cell& cell) {
  return kRowOverhead + (cell ? cell->size() : 0);
}

}  // namespace

void MemoryTable::apply(WriteBatch& batch) {
  for (auto& change : batch.changes()) {
    switch (change.kind) {
      case WriteBatch::Kind::Put: set(change.key, std::move(change.value)); break;
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

void MemoryTable::set(const RowKey& key, Cell cell) {
  auto& partitions = families_[std::to_underlying(key.family)];
  const auto [found, is_new] = partitions.try_emplace(key.partition);
  if (is_new) bytes_ += kPartitionOverhead;
  Rows& rows = found->second.rows;
  const bool goes_last = rows.empty() || rows.rbegin()->first < key.cluster;
  const auto place = goes_last ? rows.end() : rows.lower_bound(key.cluster);
  bytes_ += bytes_of(cell);
  if (place != rows.end() && place->first == key.cluster) {
    bytes_ -= bytes_of(place->second);
    place->second = std::move(cell);
    return;
  }
  rows.emplace_hint(place, key.cluster, std::move(cell));
  ++rows_;
}

void MemoryTable::erase(const RowKey& key) {
  auto& partitions = families_[std::to_underlying(key.family)];
  const auto partition = partitions.find(key.partition);
  if (partition == partitions.end()) return;
  Rows& rows = partition->second.rows;
  const auto row = rows.find(key.cluster);
  if (row == rows.end()) return;
  bytes_ -= bytes_of(row->second);
  rows.erase(row);
  --rows_;
  if (!rows.empty()) return;
  bytes_ -= kPartitionOverhead;
  partitions.erase(partition);
}

void MemoryTable::remove_range(const RowKey& from, const ClusterKey& to) {
  if (to < from.cluster) return;
  auto& partitions = families_[std::to_underlying(from.family)];
  const auto [found, is_new] = partitions.try_emplace(from.partition);
  if (is_new) bytes_ += kPartitionOverhead;
  PartitionRows& partition = found->second;
  auto row = partition.rows.lower_bound(from.cluster);
  while (row != partition.rows.end() && row->first <= to) {
    bytes_ -= bytes_of(row->second);
    --rows_;
    row = partition.rows.erase(row);
  }
  if (removals_ == Removals::Forget) {
    if (!partition.rows.empty()) return;
    bytes_ -= kPartitionOverhead;
    partitions.erase(found);
    return;
  }
  const Stretch stretch{from.cluster, to};
  const auto covered = std::erase_if(partition.removed, [&](const Stretch& old) {
    return stretch.covers(old.from) && stretch.covers(old.to);
  });
  stretches_ -= covered;
  bytes_ -= covered * sizeof(Stretch);
  partition.removed.push_back(stretch);
  ++stretches_;
  bytes_ += sizeof(Stretch);
}

const MemoryTable::PartitionRows* MemoryTable::find_partition(Family family,
                                                              const Partition& partition) const {
  const auto& partitions = families_[std::to_underlying(family)];
  const auto found = partitions.find(partition);
  return found == partitions.end() ? nullptr : &found->second;
}

MemoryTable::Found MemoryTable::find(const RowKey& key, std::string& value) const {
  const PartitionRows* const partition = find_partition(key.family, key.partition);
  if (partition == nullptr) return Found::Unknown;
  const auto row = partition->rows.find(key.cluster);
  if (row != partition->rows.end()) {
    if (!row->second) return Found::Removed;
    value = *row->second;
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
  slice.removed = partition->removed;
  const auto begin = partition->rows.lower_bound(range.from);
  const auto end = partition->rows.upper_bound(range.to);
  std::size_t bytes = 0;
  // Copies one entry; false if the slice is full.
  const auto copy = [&](const Rows::value_type& row) {
    slice.has_more =
        slice.rows.size() == range.rows_max || (bytes >= range.bytes_max && !slice.rows.empty());
    if (slice.has_more) return false;
    if (row.second) bytes += row.second->size();
    slice.rows.emplace_back(row.first, row.second);
    return true;
  };
  if (range.order == Order::Ascending) {
    for (auto row = begin; row != end && copy(*row);) ++row;
  } else {
    for (auto row = end; row != begin && copy(*std::prev(row));) --row;
  }
  return slice;
}

std::vector<const MemoryTable::PartitionEntry*> MemoryTable::sorted_partitions(
    Family family) const {
  std::vector<const PartitionEntry*> sorted;
  const auto& partitions = families_[std::to_underlying(family)];
  sorted.reserve(partitions.size());
  for (const auto& entry : partitions) sorted.push_back(&entry);
  std::ranges::sort(sorted, {}, [](const PartitionEntry* entry) { return entry->first; });
  return sorted;
}

}  // namespace parley
