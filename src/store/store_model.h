// A store as anyone would write it in ten lines: the witness against which the adapters are played.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "store/chat_store.h"

namespace parley {

class StoreModel {
 public:
  void write(WriteBatch& batch) {
    for (const auto& change : batch.changes()) {
      switch (change.kind) {
        case WriteBatch::Kind::Put: rows_[change.key] = change.value; break;
        case WriteBatch::Kind::Remove: rows_.erase(change.key); break;
        case WriteBatch::Kind::RemoveRange:
          std::erase_if(rows_, [&](const auto& row) {
            const RowKey& key = row.first;
            return key.family == change.key.family && key.partition == change.key.partition &&
                   change.key.cluster <= key.cluster && key.cluster <= ClusterKey(change.value);
          });
          break;
      }
    }
  }

  std::optional<std::string> get(const RowKey& key) const {
    const auto row = rows_.find(key);
    return row == rows_.end() ? std::nullopt : std::optional(row->second);
  }

  Page scan(const Range& range) const {
    Page all;
    for (const auto& [key, value] : rows_) {
      if (key.family == range.family && key.partition == range.partition &&
          range.from <= key.cluster && key.cluster <= range.to) {
        all.rows.push_back({key.cluster, value});
      }
    }
    if (range.order == Order::Descending) std::ranges::reverse(all.rows);
    std::size_t size = 0;
    std::size_t bytes = 0;
    while (size < all.rows.size() && size < range.rows_max &&
           (size == 0 || bytes < range.bytes_max)) {
      bytes += all.rows[size++].value.size();
    }
    all.has_more = size < all.rows.size();
    all.rows.resize(size);
    return all;
  }

 private:
  std::map<RowKey, std::string> rows_;
};

}  // namespace parley
