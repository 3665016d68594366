// Makes the ids of users, devices and groups; their layout is drawn in ids.h.
//
// Within one process no id is made twice, whatever the clock does: when it stands still or steps
// back, ids go on from the last millisecond used, and a millisecond whose 4,096 ids are all given
// borrows the next. The sequence of each millisecond starts by chance, so that a stranger who knows
// when someone signed up does not know the id. Two processes with the same node number may collide:
// the database refuses the second, and its caller draws again.
#pragma once

#include <cstdint>
#include <mutex>

#include "base/ids.h"
#include "base/random.h"
#include "base/time.h"

namespace parley {

// 1 January 2024, 00:00 UTC: the first id's time.
constexpr TimeMs kIdEpoch{1'704'067'200'000};

// Which of at most 1,024 id makers this is.
enum class NodeNumber : std::uint16_t {};

// Any thread may call it.
class SnowflakeMaker {
 public:
  SnowflakeMaker(const Clock& clock, Random& random, NodeNumber node);

  template <class IdType>
  IdType make() {
    return IdType{next_bits()};
  }

 private:
  std::uint64_t next_bits();

  const Clock& clock_;
  Random& random_;
  const std::uint64_t node_;

  std::mutex mutex_;
  std::int64_t ms_ = 0;      // Since kIdEpoch, of the newest id; 0 before the first.
  std::uint64_t start_ = 0;  // Where the sequence of ms_ began.
  std::uint64_t given_ = 0;  // How many ids of ms_ were made.
};

// The time in an id, to tell how old its user, device or group is.
TimeMs time_of_id(std::uint64_t bits);

}  // namespace parley
