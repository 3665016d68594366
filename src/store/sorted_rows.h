// The rows of one partition of a MemoryTable, ordered by their keys: a list of short sorted runs.
// Rows mostly come at the end and are read in order, which touches little memory here; a row that
// comes in between moves at most one run.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <string_view>
#include <utility>
#include <vector>

#include "store/arena.h"
#include "store/cluster_key.h"

namespace parley {

// A value, or a removed row. Its bytes lie in the arena of the table.
class Cell {
 public:
  explicit operator bool() const { return bytes_ != nullptr; }
  std::string_view operator*() const { return {bytes_, size_}; }

  // Takes the place of the value before where it fits in: rows that are written again and again,
  // like the head of an inbox, keep their size.
  void set(Arena& arena, std::string_view value);
  void set_removed() { *this = {}; }

 private:
  char* bytes_ = nullptr;
  std::uint32_t size_ = 0;
  std::uint32_t room_ = 0;
};

// All of it lies in an arena, which outlives it.
class SortedRows {
 public:
  struct Row {
    ClusterKey cluster;
    Cell cell;
  };
  class Iterator;

  explicit SortedRows(Arena& arena) : runs_(&arena) {}

  bool empty() const { return runs_.empty(); }

  Iterator begin() const;
  Iterator end() const;
  // The first row that is not before `key`, or after it.
  Iterator lower_bound(const ClusterKey& key) const;
  Iterator upper_bound(const ClusterKey& key) const;
  const Row* find(const ClusterKey& key) const;

  // The row of `key`, made if it is not there; and whether it was made.
  std::pair<Row&, bool> at(const ClusterKey& key);
  // Removes the rows from `from` to `to`, both included. Returns how many there were.
  std::size_t erase(const ClusterKey& from, const ClusterKey& to);

 private:
  static constexpr std::uint32_t kRunRowsMax = 64;
  // Never empty.
  struct Run {
    Row* rows = nullptr;
    std::uint32_t size = 0;
    std::uint32_t room = 0;

    const ClusterKey& last() const { return rows[size - 1].cluster; }
  };

  Run make_run(std::uint32_t room) const;
  std::size_t run_of(const ClusterKey& key) const;
  Row& insert(std::size_t run, std::size_t at, const ClusterKey& key);

  std::pmr::vector<Run> runs_;
};

class SortedRows::Iterator {
 public:
  Iterator(const SortedRows& rows, std::size_t run, std::size_t at)
      : rows_(&rows), run_(run), at_(at) {}

  const Row& operator*() const { return rows_->runs_[run_].rows[at_]; }
  const Row* operator->() const { return &**this; }
  Iterator& operator++() {
    if (++at_ == rows_->runs_[run_].size) {
      ++run_;
      at_ = 0;
    }
    return *this;
  }
  Iterator& operator--() {
    if (at_ == 0) at_ = rows_->runs_[--run_].size;
    --at_;
    return *this;
  }
  friend bool operator==(const Iterator&, const Iterator&) = default;

 private:
  const SortedRows* rows_;
  std::size_t run_;
  std::size_t at_;
};

}  // namespace parley
