// Wall time as the protocol writes it, and the clock that everything asks.
//
// TimeMs counts milliseconds since 1970 UTC. Durations are plain std::chrono::milliseconds. The
// clock comes in through a constructor, so tests and the simulation turn the hands themselves.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace parley {

enum class TimeMs : std::int64_t {};

constexpr std::int64_t to_number(TimeMs time) { return static_cast<std::int64_t>(time); }

using Milliseconds = std::chrono::milliseconds;

constexpr TimeMs operator+(TimeMs time, Milliseconds more) {
  return TimeMs{to_number(time) + more.count()};
}
constexpr TimeMs operator-(TimeMs time, Milliseconds less) {
  return TimeMs{to_number(time) - less.count()};
}
constexpr Milliseconds operator-(TimeMs later, TimeMs earlier) {
  return Milliseconds{to_number(later) - to_number(earlier)};
}

// The number of the UTC day that `time` lies in; day 0 is 1 January 1970.
constexpr std::int64_t day_of(TimeMs time) { return to_number(time) / 86'400'000; }

class Clock {
 public:
  virtual ~Clock() = default;

  // Wall time. May jump; nothing may wait by it.
  virtual TimeMs now() const = 0;

  // Time since some fixed moment, which never goes back. For waits and rates.
  virtual Milliseconds monotonic() const = 0;
};

class SystemClock final : public Clock {
 public:
  TimeMs now() const override;
  Milliseconds monotonic() const override;
};

}  // namespace parley
