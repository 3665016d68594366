// When a remembered outcome is dropped: the one place that knows the rule.
//
// A submission's outcome is kept for 16 days from the day in its key, which is the day of its
// client_message_id: 7 days for the submission to arrive, 7 of lag in applying it, 2 to spare
// (protocol section 2, promise 2). The day of the id alone decides, so every engine can drop by
// key. After that the id is unknown, and older than the 7 days in which an unknown id is taken: it
// is refused, never put into a conversation twice. So it does not matter when, from the 17th day
// on, the row goes. "Today" is the day of the log and not that of the wall (log/log_time.h): after
// weeks of standing still, what the log repeats must still be known when it is applied.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/bytes.h"

namespace parley {

constexpr std::int64_t kOutcomeDays = 16;

// `cluster` is the cluster key of an Outcome row: sender (8) · day (4) · client_message_id (16).
// Anything else never expires.
inline bool is_outcome_expired(std::string_view cluster, std::int64_t today) {
  constexpr std::size_t kBytes = 28;
  if (cluster.size() != kBytes) return false;
  ByteReader reader(cluster.substr(8));
  return std::int64_t{reader.u32()} + kOutcomeDays < today;
}

}  // namespace parley
