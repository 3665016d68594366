// Whether a text has what a query asks for, and where: the definition of a hit, of which an index
// is only a faster way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "search/query.h"

namespace parley {

inline constexpr std::size_t kStretchesMax = 100;

// A stretch of a text, in code points.
struct Stretch {
  std::uint32_t start = 0;
  std::uint32_t length = 0;

  friend bool operator==(const Stretch&, const Stretch&) = default;
};

// Where the terms stand in `text`, ascending and disjoint, the first kStretchesMax; nothing unless
// every term stands somewhere. Pure; any thread.
std::optional<std::vector<Stretch>> match(const Query& query, std::string_view text);

}  // namespace parley
