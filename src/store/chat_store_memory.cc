#include "store/chat_store_memory.h"

#include <mutex>

namespace parley {

Result<std::optional<std::string>> ChatStoreMemory::get(const RowKey& key) {
  const std::shared_lock lock(mutex_);
  std::string value;
  if (table_.find(key, value) != MemoryTable::Found::Here) return std::nullopt;
  return value;
}

Result<Page> ChatStoreMemory::scan(const Range& range) {
  const std::shared_lock lock(mutex_);
  auto slice = table_.slice(range);
  Page page;
  page.has_more = slice.has_more;
  page.rows.reserve(slice.rows.size());
  for (auto& [cluster, cell] : slice.rows) page.rows.push_back({cluster, std::move(*cell)});
  return page;
}

Result<> ChatStoreMemory::write(WriteBatch&& batch) {
  const std::lock_guard lock(mutex_);
  table_.apply(batch);
  return {};
}

}  // namespace parley
