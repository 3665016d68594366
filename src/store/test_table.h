// For fakes of what lies below a memory layer.
#pragma once

#include <string>

#include "store/memory_table.h"

namespace parley {

// What `table` says, as changes.
inline WriteBatch batch_of(const MemoryTable& table) {
  WriteBatch batch;
  for (std::size_t i = 0; i < kFamilies; ++i) {
    const auto family = static_cast<Family>(i);
    for (const auto& [partition, rows] : table.sorted_partitions(family)) {
      for (const auto& stretch : rows->removed) {
        batch.remove_range({family, partition, stretch.from}, stretch.to);
      }
      for (const auto& [cluster, cell] : rows->rows) {
        const RowKey key{family, partition, cluster};
        cell ? batch.put(key, std::string(*cell)) : batch.remove(key);
      }
    }
  }
  return batch;
}

}  // namespace parley
