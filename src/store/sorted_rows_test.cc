#include "store/sorted_rows.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <string>

namespace parley {
namespace {

ClusterKey key(std::uint64_t number) { return ClusterKey().u64(number); }

using Model = std::map<std::uint64_t, std::string>;

Model content_of(const SortedRows& rows) {
  Model content;
  for (const auto& [cluster, cell] : rows) {
    std::uint64_t number = 0;
    for (const char c : cluster.bytes()) number = number << 8 | static_cast<std::uint8_t>(c);
    content.emplace_hint(content.end(), number, std::string(*cell));
  }
  return content;
}

struct Change {
  std::uint64_t number;
  std::uint64_t reach;
  bool erases;
};

RC_GTEST_PROP(SortedRows, hold_what_a_map_holds, ()) {
  const auto changes = *rc::gen::container<std::vector<Change>>(
      1'000, rc::gen::build<Change>(
                 rc::gen::set(&Change::number, rc::gen::inRange(0, 600)),
                 rc::gen::set(&Change::reach, rc::gen::inRange(0, 40)),
                 rc::gen::set(&Change::erases, rc::gen::map(rc::gen::inRange(0, 20),
                                                            [](int i) { return i == 0; }))));
  Arena arena;
  SortedRows rows(arena);
  Model model;
  for (const Change& change : changes) {
    if (change.erases) {
      const auto from = model.lower_bound(change.number);
      const auto to = model.upper_bound(change.number + change.reach);
      RC_ASSERT(rows.erase(key(change.number), key(change.number + change.reach)) ==
                static_cast<std::size_t>(std::distance(from, to)));
      model.erase(from, to);
      continue;
    }
    const std::string value(change.reach, 'x');
    const auto [row, is_new] = rows.at(key(change.number));
    RC_ASSERT(is_new == model.insert_or_assign(change.number, value).second);
    row.cell.set(arena, value);
  }
  RC_ASSERT(content_of(rows) == model);
  RC_ASSERT(rows.empty() == model.empty());
  for (std::uint64_t number = 0; number < 601; ++number) {
    const auto expected = model.lower_bound(number);
    const auto found = rows.lower_bound(key(number));
    RC_ASSERT((found == rows.end()) == (expected == model.end()));
    if (expected != model.end()) RC_ASSERT(found->cluster == key(expected->first));
    RC_ASSERT((rows.find(key(number)) != nullptr) == model.contains(number));
  }
}

TEST(SortedRows, are_walked_backwards) {
  Arena arena;
  SortedRows rows(arena);
  for (std::uint64_t number = 0; number < 500; ++number) rows.at(key(number));
  auto row = rows.end();
  for (std::uint64_t number = 500; number-- > 0;) {
    --row;
    ASSERT_EQ(row->cluster, key(number));
  }
  EXPECT_EQ(row, rows.begin());
}

TEST(SortedRows, tell_an_empty_value_from_a_removed_row) {
  Arena arena;
  Cell cell;
  EXPECT_FALSE(cell);
  cell.set(arena, "");
  EXPECT_TRUE(cell);
  EXPECT_EQ(*cell, "");
  cell.set_removed();
  EXPECT_FALSE(cell);
}

}  // namespace
}  // namespace parley
