#include "store/chat_store_layered.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "base/check.h"
#include "store/layer_merge.h"

namespace parley {

ChatStoreLayered::ChatStoreLayered(CheckpointStore& below)
    : below_(below), top_(std::make_unique<Layer>(below.flushed_position())) {}

Result<std::optional<std::string>> ChatStoreLayered::get(const RowKey& key) {
  {
    const std::shared_lock lock(mutex_);
    std::string value;
    auto found = top_->table.find(key, value);
    if (found == MemoryTable::Found::Unknown && frozen_) found = frozen_->table.find(key, value);
    if (found == MemoryTable::Found::Here) return value;
    if (found == MemoryTable::Found::Removed) return std::nullopt;
  }
  // Whatever is frozen or dropped meanwhile, below is never older than it was at that moment.
  return below_.get(key);
}

ChatStoreLayered::Overlay ChatStoreLayered::overlay_of(const Range& range) const {
  const std::shared_lock lock(mutex_);
  Overlay overlay;
  overlay.top = top_->table.slice(range);
  if (frozen_) overlay.frozen = frozen_->table.slice(range);
  overlay.changes = changes_;
  return overlay;
}

bool ChatStoreLayered::is_current(const Overlay& overlay) const {
  const std::shared_lock lock(mutex_);
  return overlay.changes == changes_;
}

Result<Page> ChatStoreLayered::scan(const Range& range) {
  Page page;
  std::optional<Range> rest = range;
  while (rest && !page.has_more) {
    Range in_memory = *rest;
    // One row more than wanted, to know whether there is more.
    in_memory.rows_max = std::min(kRoundRowsMax - 1, range.rows_max - page.rows.size()) + 1;
    Overlay overlay = overlay_of(in_memory);
    const auto slice = merge_slices(std::move(overlay.top), std::move(overlay.frozen), range.order);
    const auto horizon = slice.horizon;
    const std::size_t rows_before = page.rows.size();
    const Range round = horizon ? ending_with(*rest, *horizon) : *rest;
    if (auto appended = append_merged(round, slice, below_, page); !appended) {
      return std::unexpected(appended.error());
    }
    if (!is_current(overlay)) {  // (3)
      page.rows.resize(rows_before);
      page.has_more = false;
      continue;
    }
    rest = horizon ? rest_behind(*rest, *horizon) : std::nullopt;
  }
  return page;
}

Result<> ChatStoreLayered::write(WriteBatch&& batch) {
  const std::lock_guard lock(mutex_);
  top_->table.apply(batch);
  if (const auto position = batch.position()) {
    PARLEY_CHECK(*position >= top_->position);
    top_->position = *position;
  }
  return {};
}

bool ChatStoreLayered::freeze() {
  const std::lock_guard lock(mutex_);
  const bool is_untouched = top_->table.empty() && top_->position == top_->began_at;
  if (frozen_ || is_untouched) return false;
  auto begun = std::make_unique<Layer>(top_->position);
  frozen_ = std::exchange(top_, std::move(begun));
  ++changes_;
  return true;
}

Result<> ChatStoreLayered::write_checkpoint() {
  std::shared_ptr<const Layer> frozen;
  {
    const std::shared_lock lock(mutex_);
    frozen = frozen_;
  }
  if (!frozen) return {};
  auto written = below_.write_table(frozen->table, frozen->position);
  if (!written) return written;
  if (auto flushed = below_.flush(); !flushed) return flushed;
  // The layer is freed after the lock, when `frozen` goes: that takes a while.
  const std::lock_guard lock(mutex_);
  frozen_.reset();
  ++changes_;
  return {};
}

LayerUsage ChatStoreLayered::usage() const {
  const std::shared_lock lock(mutex_);
  return {top_->table.rows(), top_->table.bytes(),
          to_number(top_->position) - to_number(top_->began_at), frozen_ != nullptr};
}

}  // namespace parley
