// Which edges hold sessions of a user, so that an item goes only where somebody listens.
//
// A hint: it may lag behind a socket that closed. It never lags behind one that opened, because a
// session enters here BEFORE it reads the head of its inbox (session_state.h, invariant 1).
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <unordered_map>

#include "base/ids.h"

namespace parley {

// Edges are numbered 0 … kEdgesMax - 1.
inline constexpr std::size_t kEdgesMax = 32;

// Any thread may call anything.
class Audience {
 public:
  // Counted: one enter a session, one leave a session.
  void enter(UserId user, std::size_t edge);
  void leave(UserId user, std::size_t edge);

  // Bit n is set if edge n has a session of `user`.
  std::uint32_t edges_of(UserId user) const;

 private:
  static constexpr std::size_t kShards = 64;
  struct Shard {
    mutable std::mutex mutex;
    std::unordered_map<UserId, std::array<std::uint16_t, kEdgesMax>> counts;
  };

  Shard& shard_of(UserId user) { return shards_[mix(user.bits()) % kShards]; }
  const Shard& shard_of(UserId user) const { return shards_[mix(user.bits()) % kShards]; }

  std::array<Shard, kShards> shards_;
};

}  // namespace parley
