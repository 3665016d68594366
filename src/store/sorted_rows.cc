#include "store/sorted_rows.h"

#include <cstring>
#include <limits>
#include <memory>
#include <span>
#include <type_traits>

#include "base/check.h"

namespace parley {

// Rows are moved by copying their bytes, and are never destroyed.
static_assert(std::is_trivially_copyable_v<SortedRows::Row>);

void Cell::set(Arena& arena, std::string_view value) {
  PARLEY_CHECK(value.size() < std::numeric_limits<std::uint32_t>::max());
  const auto size = static_cast<std::uint32_t>(value.size());
  if (bytes_ == nullptr || size > room_) {
    room_ = std::max(size, 1U);  // A value without bytes is one, too.
    bytes_ = static_cast<char*>(arena.allocate(room_, 1));
  }
  size_ = size;
  std::ranges::copy(value, bytes_);
}

SortedRows::Run SortedRows::make_run(std::uint32_t room) const {
  void* const bytes = runs_.get_allocator().resource()->allocate(room * sizeof(Row), alignof(Row));
  return {static_cast<Row*>(bytes), 0, room};
}

SortedRows::Iterator SortedRows::begin() const { return {*this, 0, 0}; }
SortedRows::Iterator SortedRows::end() const { return {*this, runs_.size(), 0}; }

// The first run that ends with `key` or behind it.
std::size_t SortedRows::run_of(const ClusterKey& key) const {
  if (runs_.empty() || runs_.back().last() < key) return runs_.size();
  const auto run = std::ranges::lower_bound(runs_, key, {}, &Run::last);
  return static_cast<std::size_t>(run - runs_.begin());
}

SortedRows::Iterator SortedRows::lower_bound(const ClusterKey& key) const {
  const std::size_t run = run_of(key);
  if (run == runs_.size()) return end();
  const std::span rows(runs_[run].rows, runs_[run].size);
  const auto row = std::ranges::lower_bound(rows, key, {}, &Row::cluster);
  return {*this, run, static_cast<std::size_t>(row - rows.begin())};
}

SortedRows::Iterator SortedRows::upper_bound(const ClusterKey& key) const {
  auto row = lower_bound(key);
  if (row != end() && row->cluster == key) ++row;
  return row;
}

const SortedRows::Row* SortedRows::find(const ClusterKey& key) const {
  const auto row = lower_bound(key);
  return row != end() && row->cluster == key ? &*row : nullptr;
}

std::pair<SortedRows::Row&, bool> SortedRows::at(const ClusterKey& key) {
  const std::size_t run = run_of(key);
  if (run == runs_.size()) {  // Behind the last.
    if (runs_.empty()) runs_.push_back(make_run(1));
    return {insert(runs_.size() - 1, runs_.back().size, key), true};
  }
  const std::span rows(runs_[run].rows, runs_[run].size);
  const auto row = std::ranges::lower_bound(rows, key, {}, &Row::cluster);
  if (row->cluster == key) return {*row, false};
  return {insert(run, static_cast<std::size_t>(row - rows.begin()), key), true};
}

// Makes room before row `at` of a run: in it while it is short, else by splitting it, or by
// beginning a new one where the row comes behind all.
SortedRows::Row& SortedRows::insert(std::size_t run, std::size_t at, const ClusterKey& key) {
  if (runs_[run].size == runs_[run].room) {
    Run& full = runs_[run];
    if (full.room < kRunRowsMax) {
      Run larger = make_run(2 * full.room);
      std::uninitialized_copy_n(full.rows, full.size, larger.rows);
      larger.size = full.size;
      full = larger;
    } else {
      const bool is_behind_all = run + 1 == runs_.size() && at == full.size;
      const std::uint32_t kept = is_behind_all ? full.size : full.size / 2;
      Run upper = make_run(kRunRowsMax);
      upper.size = full.size - kept;
      std::uninitialized_copy_n(full.rows + kept, upper.size, upper.rows);
      full.size = kept;
      runs_.insert(runs_.begin() + static_cast<std::ptrdiff_t>(run) + 1, upper);
      if (at >= kept) {
        ++run;
        at -= kept;
      }
    }
  }
  Run& wide = runs_[run];
  Row* const place = wide.rows + at;
  if (at < wide.size) std::memmove(place + 1, place, (wide.size - at) * sizeof(Row));
  ++wide.size;
  return *std::construct_at(place, Row{key, {}});
}

std::size_t SortedRows::erase(const ClusterKey& from, const ClusterKey& to) {
  std::size_t erased = 0;
  for (std::size_t run = run_of(from); run < runs_.size();) {
    Run& at = runs_[run];
    const auto first =
        std::lower_bound(at.rows, at.rows + at.size, from,
                         [](const Row& row, const ClusterKey& key) { return row.cluster < key; });
    const auto last =
        std::upper_bound(first, at.rows + at.size, to,
                         [](const ClusterKey& key, const Row& row) { return key < row.cluster; });
    if (first == last) break;
    erased += static_cast<std::size_t>(last - first);
    Row* const end = std::copy(last, at.rows + at.size, first);
    at.size = static_cast<std::uint32_t>(end - at.rows);
    if (at.size == 0) {
      runs_.erase(runs_.begin() + static_cast<std::ptrdiff_t>(run));
    } else {
      ++run;
    }
  }
  return erased;
}

}  // namespace parley
