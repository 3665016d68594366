// What two people may see of each other, as it was looked up lately: at most kSightAge old.
//
// Pure; belongs to a desk. It is bounded: when it is full, what is old goes first, and then all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include "base/ids.h"

namespace parley {

inline constexpr Milliseconds kSightAge{30'000};

// What may be seen of somebody (protocol section 5). All but typing to one person are symmetric.
enum class Sight : std::uint8_t {
  Presence,
  DirectReceipts,
  GroupReceipts,  // Of members of one group.
  DirectTyping,
  GroupTyping,
};

class PairCache {
 public:
  // Whether `viewer` may see it of `shown`; nothing if that is not known at `now`.
  std::optional<bool> find(Sight sight, UserId shown, UserId viewer, Milliseconds now) const;
  void put(Sight sight, UserId shown, UserId viewer, bool may_see, Milliseconds now);
  // All that is known of the two; of UserId{}: of `user` and anybody.
  void forget(UserId user, UserId other);

  std::size_t size() const { return known_.size(); }

  static constexpr std::size_t kPairsMax = 100'000;

 private:
  struct Key {
    Sight sight;
    UserId shown;
    UserId viewer;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const noexcept {
      return mix(mix(key.shown.bits()) + key.viewer.bits() + static_cast<std::uint64_t>(key.sight));
    }
  };
  struct Known {
    bool may_see;
    Milliseconds good_until;
  };

  static Key key_of(Sight sight, UserId shown, UserId viewer);

  std::unordered_map<Key, Known, KeyHash> known_;
};

}  // namespace parley
