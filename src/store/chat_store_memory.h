// The store in memory alone: for tests and the simulation. It survives nothing.
#pragma once

#include <optional>
#include <shared_mutex>
#include <string>

#include "store/chat_store.h"
#include "store/memory_table.h"

namespace parley {

class ChatStoreMemory final : public ChatStore {
 public:
  Result<std::optional<std::string>> get(const RowKey& key) override;
  Result<Page> scan(const Range& range) override;
  Result<> write(WriteBatch&& batch) override;

 private:
  std::shared_mutex mutex_;
  MemoryTable table_{Removals::Forget};
};

}  // namespace parley
