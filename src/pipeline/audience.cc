#include "pipeline/audience.h"

#include <algorithm>

#include "base/check.h"

namespace parley {

void Audience::enter(UserId user, std::size_t edge) {
  PARLEY_CHECK(edge < kEdgesMax);
  Shard& shard = shard_of(user);
  const std::lock_guard lock(shard.mutex);
  ++shard.counts[user][edge];
}

void Audience::leave(UserId user, std::size_t edge) {
  Shard& shard = shard_of(user);
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.counts.find(user);
  PARLEY_CHECK(found != shard.counts.end() && found->second[edge] > 0);
  --found->second[edge];
  const bool is_gone = std::ranges::all_of(found->second, [](auto count) { return count == 0; });
  if (is_gone) shard.counts.erase(found);
}

std::uint32_t Audience::edges_of(UserId user) const {
  const Shard& shard = shard_of(user);
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.counts.find(user);
  if (found == shard.counts.end()) return 0;
  std::uint32_t edges = 0;
  for (std::size_t edge = 0; edge < kEdgesMax; ++edge) {
    if (found->second[edge] > 0) edges |= std::uint32_t{1} << edge;
  }
  return edges;
}

}  // namespace parley
