#include "store/packed_family.h"

#include <algorithm>
#include <map>

#include "base/check.h"
#include "store/page_builder.h"
#include "store/rocks_keys.h"

namespace parley {
namespace {

using Direction = RocksDatabase::Direction;

ClusterKey key_of(std::uint64_t number) { return ClusterKey().u64(number); }

std::string rocks_key(const Partition& partition, std::uint64_t number) {
  return rocks_key(partition, key_of(number).bytes());
}

}  // namespace

Result<> PackedFamily::visit(const Partition& partition, Numbers firsts, Direction direction,
                             const Visitor& visitor) {
  Result<> outcome;
  const auto visited = database_.visit(
      family_, rocks_key(partition, firsts.first), rocks_key(partition, firsts.last), direction,
      [&](std::string_view key, std::string_view value) {
        const auto first = number_in(ClusterKey(cluster_in(key)));
        const auto values = unpack_rows(value);
        if (!first || !values) {
          outcome = fail(Errc::StoreFailed, "a packed row of the inbox is damaged");
          return false;
        }
        return visitor({*first, {values->begin(), values->end()}});
      });
  return visited ? outcome : visited;
}

Result<std::optional<PackedFamily::Pack>> PackedFamily::pack_at(const Partition& partition,
                                                                std::uint64_t number) {
  std::optional<Pack> found;
  const auto visited = visit(partition, {0, number}, Direction::Down, [&](const Pack& pack) {
    if (number <= pack.last()) found = pack;
    return false;
  });
  if (!visited) return std::unexpected(visited.error());
  return found;
}

Result<std::optional<std::string>> PackedFamily::get(const RowKey& key) {
  const auto number = number_in(key.cluster);
  if (!number) return std::nullopt;
  auto pack = pack_at(key.partition, *number);
  if (!pack) return std::unexpected(pack.error());
  if (!*pack) return std::nullopt;
  return std::move((*pack)->values[static_cast<std::size_t>(*number - (*pack)->first)]);
}

Result<Page> PackedFamily::scan(const Range& range) {
  Page page;
  const auto wanted = numbers_between(range.from, range.to);
  if (!wanted) return page;
  const bool is_up = range.order == Order::Ascending;
  Numbers firsts{0, wanted->last};
  if (is_up) {
    // The first pack may begin before the first number wanted.
    const auto straddling = pack_at(range.partition, wanted->first);
    if (!straddling) return std::unexpected(straddling.error());
    firsts.first = *straddling ? (*straddling)->first : wanted->first;
  }
  PageBuilder builder(range, page);
  const auto visited = visit(range.partition, firsts, is_up ? Direction::Up : Direction::Down,
                             [&](const Pack& pack) {
                               for (std::size_t i = 0; i < pack.values.size(); ++i) {
                                 const std::size_t at = is_up ? i : pack.values.size() - 1 - i;
                                 const std::uint64_t number = pack.first + at;
                                 if (!wanted->contains(number)) continue;
                                 if (!builder.add(key_of(number), pack.values[at])) return false;
                               }
                               return is_up || pack.first > wanted->first;
                             });
  if (!visited) return std::unexpected(visited.error());
  return page;
}

Result<> PackedFamily::add_changes(RocksBatch& batch, const Partition& partition,
                                   const MemoryTable::PartitionRows& rows) {
  std::vector<Numbers> removed;
  for (const auto& stretch : rows.removed) {
    if (const auto numbers = numbers_between(stretch.from, stretch.to)) removed.push_back(*numbers);
  }
  NumberedRows added;
  for (const auto& [cluster, cell] : rows.rows) {
    const auto number = number_in(cluster);
    PARLEY_CHECK(number.has_value());
    if (cell) {
      added.emplace_back(*number, *cell);
    } else {
      removed.push_back({*number, *number});
    }
  }
  if (auto done = remove_all(batch, partition, removed); !done) return done;
  put_packs(batch, partition, added);
  return {};
}

// Packs that reach over an end of a stretch are taken apart: the pack goes, and those of its rows
// that are in no stretch are put again.
Result<> PackedFamily::remove_all(RocksBatch& batch, const Partition& partition,
                                  const std::vector<Numbers>& removed) {
  std::map<std::uint64_t, Pack> cut;
  for (const Numbers& numbers : removed) {
    for (const std::uint64_t end : {numbers.first, numbers.last}) {
      auto pack = pack_at(partition, end);
      if (!pack) return std::unexpected(pack.error());
      if (*pack) cut.emplace((*pack)->first, std::move(**pack));
    }
    batch.remove_range(family_, rocks_key(partition, numbers.first),
                       behind(rocks_key(partition, numbers.last)));
  }
  NumberedRows kept;
  for (const auto& [first, pack] : cut) {
    batch.remove(family_, rocks_key(partition, first));
    for (std::size_t i = 0; i < pack.values.size(); ++i) {
      const std::uint64_t number = first + i;
      const bool goes = std::ranges::any_of(
          removed, [&](const Numbers& numbers) { return numbers.contains(number); });
      if (!goes) kept.emplace_back(number, pack.values[i]);
    }
  }
  put_packs(batch, partition, kept);
  return {};
}

void PackedFamily::put_packs(RocksBatch& batch, const Partition& partition,
                             const NumberedRows& rows) {
  std::vector<std::string_view> values;
  std::size_t bytes = 0;
  for (auto row = rows.begin(); row != rows.end(); ++row) {
    values.push_back(row->second);
    bytes += row->second.size();
    const auto following = std::next(row);
    const bool goes_on = following != rows.end() && following->first == row->first + 1 &&
                         values.size() < kPackedRowsMax && bytes < kPackedBytesMax;
    if (goes_on) continue;
    batch.put(family_, rocks_key(partition, row->first - (values.size() - 1)), pack_rows(values));
    values.clear();
    bytes = 0;
  }
}

}  // namespace parley
