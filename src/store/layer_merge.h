// Lays what the memory layers know of a range over what lies below: one round of a scan of
// chat_store_layered. Pure, but for the reads below.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "base/error.h"
#include "store/chat_store.h"
#include "store/memory_table.h"

namespace parley {

// The two slices of memory as one, and how far they reach.
struct MergedSlice {
  // A removed row is there as an empty cell, which hides what is below.
  std::vector<std::pair<ClusterKey, std::optional<std::string>>> rows;
  std::vector<MemoryTable::Stretch> removed;
  // Set if nothing is known behind this key: the round ends with it.
  std::optional<ClusterKey> horizon;
};

// `upper` is newer than `lower`. Both are in `order`.
MergedSlice merge_slices(MemoryTable::Slice upper, MemoryTable::Slice lower, Order order);

// `range` without what comes up to and including `key` in its order; nothing if that is all of it.
std::optional<Range> rest_behind(const Range& range, const ClusterKey& key);

// `range`, ending with `key` instead.
Range ending_with(Range range, const ClusterKey& key);

// Adds to `page` the rows of `range` that are seen through `slice` with `below` under it, up to the
// limits of `range`, which count what `page` holds already. The range ends at the horizon.
Result<> append_merged(const Range& range, MergedSlice slice, ChatStore& below, Page& page);

}  // namespace parley
