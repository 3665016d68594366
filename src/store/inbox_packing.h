// Many inbox rows as one: rows with consecutive numbers that are written together become one row of
// the engine, keyed by the first number. An item is some 20 bytes; packed, a checkpoint costs an
// engine row a user, not one an item. Pure.
//
//   | count varint | count × ( length varint | value ) |
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "store/cluster_key.h"

namespace parley {

// A pack ends with the row that reaches either limit.
constexpr std::size_t kPackedRowsMax = 256;
constexpr std::size_t kPackedBytesMax = std::size_t{32} << 10;

std::string pack_rows(std::span<const std::string_view> values);
// The values, which point into `bytes`; an error if `bytes` are not what pack_rows makes.
Result<std::vector<std::string_view>> unpack_rows(std::string_view bytes);

// The number that a cluster key of a packed family is; nothing if it is no u64 alone.
std::optional<std::uint64_t> number_in(const ClusterKey& cluster);

struct Numbers {
  std::uint64_t first = 0;
  std::uint64_t last = 0;

  bool contains(std::uint64_t number) const { return first <= number && number <= last; }
};

// The numbers whose keys lie between two keys of any form, both included; nothing if there are
// none.
std::optional<Numbers> numbers_between(const ClusterKey& from, const ClusterKey& to);

}  // namespace parley
