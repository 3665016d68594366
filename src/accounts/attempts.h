// How guessing passwords is slowed down: after five failures of an account each further try must
// wait, twice as long each time, up to a quarter of an hour. Pure.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/time.h"

namespace parley {

constexpr std::uint32_t kFreeFailures = 5;
constexpr Milliseconds kFirstDelay{1'000};
constexpr Milliseconds kLongestDelay{15 * 60 * 1'000};
// FailedAttempts are forgotten by a success, or this long after the last.
constexpr Milliseconds kFailuresKept{24 * 60 * 60 * 1'000};

struct FailedAttempts {
  std::uint32_t count = 0;
  TimeMs last_at{};
};

constexpr Milliseconds delay_after(std::uint32_t failures) {
  if (failures < kFreeFailures) return Milliseconds{0};
  const std::uint32_t doublings = std::min(failures - kFreeFailures, 20U);
  return std::min(kFirstDelay * (std::int64_t{1} << doublings), kLongestDelay);
}

// How long the next try must still wait; zero if it need not.
constexpr Milliseconds wait_left(const FailedAttempts& failures, TimeMs now) {
  const TimeMs free_at = failures.last_at + delay_after(failures.count);
  return std::max(free_at - now, Milliseconds{0});
}

constexpr FailedAttempts one_more(const FailedAttempts& failures, TimeMs now) {
  const bool is_forgotten = now - failures.last_at >= kFailuresKept;
  return {is_forgotten ? 1 : failures.count + 1, now};
}

static_assert(delay_after(4) == Milliseconds{0});
static_assert(delay_after(6) == 2 * delay_after(5));
static_assert(delay_after(1'000'000) == kLongestDelay);

}  // namespace parley
