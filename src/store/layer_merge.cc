#include "store/layer_merge.h"

#include <algorithm>
#include <limits>

#include "store/inbox_packing.h"
#include "store/page_builder.h"

namespace parley {
namespace {

using Entry = std::pair<ClusterKey, std::optional<std::string>>;

bool is_before(const ClusterKey& a, const ClusterKey& b, Order order) {
  return order == Order::Ascending ? a < b : b < a;
}

bool is_removed(const std::vector<MemoryTable::Stretch>& removed, const ClusterKey& key) {
  return std::ranges::any_of(removed, [&](const auto& stretch) { return stretch.covers(key); });
}

// The part of `range` for which `below` has to be asked. Inbox rows are only added above all that
// there are, so those in memory are above all those below.
std::optional<Range> part_below(const Range& range, const MergedSlice& slice) {
  if (range.family != Family::Inbox || slice.rows.empty()) return range;
  const bool is_up = range.order == Order::Ascending;
  if (!is_up && slice.horizon) return std::nullopt;
  const auto end = (is_up ? slice.rows.front() : slice.rows.back()).first.before();
  if (!end || *end < range.from) return std::nullopt;
  Range part = range;
  part.to = std::min(range.to, *end);
  return part;
}

// The rows of a range below, one after the other, read in pages.
class RowsBelow {
 public:
  RowsBelow(ChatStore& below, std::optional<Range> range)
      : below_(below), range_(std::move(range)) {}

  // The row that is next, or null at the end. It stays until take().
  Result<Row*> peek() {
    while (at_ == page_.rows.size()) {
      if (!range_) return nullptr;
      auto page = below_.scan(*range_);
      if (!page) return std::unexpected(page.error());
      page_ = std::move(*page);
      at_ = 0;
      range_ = page_.has_more ? rest_behind(*range_, page_.rows.back().cluster) : std::nullopt;
    }
    return &page_.rows[at_];
  }
  void take() { ++at_; }

 private:
  ChatStore& below_;
  std::optional<Range> range_;  // What was not read yet.
  Page page_;
  std::size_t at_ = 0;
};

}  // namespace

MergedSlice merge_slices(MemoryTable::Slice upper, MemoryTable::Slice lower, Order order) {
  MergedSlice merged;
  if (upper.has_more) merged.horizon = upper.rows.back().first;
  if (lower.has_more &&
      (!merged.horizon || is_before(lower.rows.back().first, *merged.horizon, order))) {
    merged.horizon = lower.rows.back().first;
  }
  std::erase_if(lower.rows, [&](const Entry& row) { return is_removed(upper.removed, row.first); });
  merged.rows.reserve(upper.rows.size() + lower.rows.size());
  auto above = upper.rows.begin();
  auto under = lower.rows.begin();
  while (above != upper.rows.end() || under != lower.rows.end()) {
    const bool is_above_next =
        under == lower.rows.end() ||
        (above != upper.rows.end() && !is_before(under->first, above->first, order));
    if (is_above_next && under != lower.rows.end() && above->first == under->first) ++under;
    merged.rows.push_back(std::move(is_above_next ? *above++ : *under++));
  }
  if (merged.horizon) {
    std::erase_if(merged.rows,
                  [&](const Entry& row) { return is_before(*merged.horizon, row.first, order); });
  }
  merged.removed = std::move(upper.removed);
  merged.removed.insert(merged.removed.end(), lower.removed.begin(), lower.removed.end());
  return merged;
}

std::optional<Range> rest_behind(const Range& range, const ClusterKey& key) {
  Range rest = range;
  if (range.order == Order::Ascending) {
    const auto from = key.after();
    if (!from || range.to < *from) return std::nullopt;
    rest.from = *from;
  } else {
    const auto to = key.before();
    if (!to || *to < range.from) return std::nullopt;
    rest.to = *to;
  }
  return rest;
}

Range ending_with(Range range, const ClusterKey& key) {
  (range.order == Order::Ascending ? range.to : range.from) = key;
  return range;
}

Result<> append_merged(const Range& range, MergedSlice slice, ChatStore& below, Page& page) {
  auto under = part_below(range, slice);
  if (under && range.rows_max != std::numeric_limits<std::size_t>::max()) {
    // One row more than there is room for, to know whether there is more.
    under->rows_max = range.rows_max - std::min(range.rows_max, page.rows.size()) + 1;
  }
  RowsBelow rows_below(below, std::move(under));
  PageBuilder builder(range, page);
  auto above = slice.rows.begin();
  for (;;) {
    const auto row = rows_below.peek();
    if (!row) return std::unexpected(row.error());
    const bool has_above = above != slice.rows.end();
    if (*row == nullptr && !has_above) return {};
    const bool is_above_next =
        has_above && (*row == nullptr || !is_before((*row)->cluster, above->first, range.order));
    if (is_above_next) {
      if (*row != nullptr && (*row)->cluster == above->first) rows_below.take();
      auto& [cluster, cell] = *above++;
      if (cell && !builder.add(cluster, std::move(*cell))) return {};
      continue;
    }
    const bool is_hidden = is_removed(slice.removed, (*row)->cluster);
    if (!is_hidden && !builder.add((*row)->cluster, std::move((*row)->value))) return {};
    rows_below.take();
  }
}

}  // namespace parley
