#include "presence/pair_cache.h"

#include <algorithm>
#include <utility>

namespace parley {

PairCache::Key PairCache::key_of(Sight sight, UserId shown, UserId viewer) {
  if (sight != Sight::DirectTyping && viewer < shown) std::swap(shown, viewer);
  return {sight, shown, viewer};
}

std::optional<bool> PairCache::find(Sight sight, UserId shown, UserId viewer,
                                    Milliseconds now) const {
  const auto found = known_.find(key_of(sight, shown, viewer));
  if (found == known_.end() || found->second.good_until <= now) return std::nullopt;
  return found->second.may_see;
}

void PairCache::put(Sight sight, UserId shown, UserId viewer, bool may_see, Milliseconds now) {
  if (known_.size() >= kPairsMax) {
    std::erase_if(known_, [now](const auto& entry) { return entry.second.good_until <= now; });
    if (known_.size() >= kPairsMax) known_.clear();
  }
  known_.insert_or_assign(key_of(sight, shown, viewer), Known{may_see, now + kSightAge});
}

void PairCache::forget(UserId user, UserId other) {
  std::erase_if(known_, [&](const auto& entry) {
    const Key& key = entry.first;
    const bool has_user = key.shown == user || key.viewer == user;
    const bool has_other = other == UserId{} || key.shown == other || key.viewer == other;
    return has_user && has_other;
  });
}

}  // namespace parley
