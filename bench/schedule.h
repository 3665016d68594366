// When the messages of an open loop are meant to be sent: `rate` a second, evenly, from `start`.
//
// The times depend on nothing that happens: a server that stalls does not delay the schedule, so
// the messages that it held up count their wait from here. (A generator that counted from the real
// moment of sending would omit exactly the slow ones: coordinated omission.)
#pragma once

#include <chrono>
#include <cstdint>

namespace parley::bench {

using Time = std::chrono::steady_clock::time_point;

class OpenSchedule {
 public:
  // `rate` is not 0.
  OpenSchedule(Time start, std::uint64_t rate) : start_(start), rate_(rate) {}

  // The intended time of the next message.
  Time next() const {
    const auto whole = std::chrono::seconds{taken_ / rate_};
    const auto rest = std::chrono::nanoseconds{taken_ % rate_ * 1'000'000'000 / rate_};
    return start_ + whole + rest;
  }
  bool is_due(Time now) const { return next() <= now; }
  // Takes the next message off the schedule and returns its intended time.
  Time take() {
    const Time intended = next();
    ++taken_;
    return intended;
  }

 private:
  Time start_;
  std::uint64_t rate_;
  std::uint64_t taken_ = 0;
};

}  // namespace parley::bench
