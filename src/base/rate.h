// How often something may happen. A rate is told the time and asked for an amount; it answers yes,
// or `rate_limited` with the time after which the same amount would be let through. A refusal takes
// nothing.
//
// Pure: no clock within; `now` is Clock::monotonic. Each object belongs to one thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/time.h"

namespace parley {

// Refills steadily and holds at most a burst: "5 a second, 30 at once".
class TokenBucket {
 public:
  struct Shape {
    std::uint32_t a_second;
    std::uint32_t burst;
  };

  explicit TokenBucket(Shape shape) : shape_(shape), thousandths_(capacity()) {}

  // An amount above the burst is never let through.
  Result<> take(Milliseconds now, std::uint64_t amount = 1);
  // True if it is as good as new: nothing is lost by forgetting it.
  bool is_idle(Milliseconds now) const;

 private:
  std::int64_t capacity() const { return std::int64_t{shape_.burst} * 1'000; }
  std::int64_t thousandths_at(Milliseconds now) const;

  Shape shape_;
  std::int64_t thousandths_;  // Of a token: a_second times milliseconds is exact.
  Milliseconds refilled_{0};
};

// At most `limit` in any stretch of `length`: "20 in any 24 hours". Amounts are kept in slots of a
// 64th of the length, so one may count for that much longer than it should, and never for less.
class SlidingWindow {
 public:
  struct Shape {
    std::uint64_t limit;
    Milliseconds length;
  };

  explicit SlidingWindow(Shape shape) : shape_(shape) {}

  Result<> take(Milliseconds now, std::uint64_t amount = 1);
  bool is_idle(Milliseconds now) const;

 private:
  struct Slot {
    std::int64_t number;
    std::uint64_t amount;
  };

  std::int64_t slot_ms() const { return std::max<std::int64_t>(1, shape_.length.count() / 64); }
  // When the amounts of slot `number` cease to count.
  Milliseconds end_of(std::int64_t number) const {
    return Milliseconds{(number + 1) * slot_ms()} + shape_.length;
  }
  void forget(Milliseconds now);

  Shape shape_;
  std::vector<Slot> slots_;  // Oldest first; at most 66.
  std::uint64_t sum_ = 0;
};

// One rate a key (a user, an address), for at most `keys_max` of them. Idle keys are forgotten each
// time the number of keys has doubled, so memory follows those that are busy; where `keys_max` are
// busy, a new key is `overloaded`.
template <class Key, class Rate>
class RateByKey {
 public:
  RateByKey(typename Rate::Shape shape, std::size_t keys_max)
      : shape_(shape), keys_max_(keys_max), sweep_at_(std::min(keys_max, kFirstSweep)) {}

  Result<> take(const Key& key, Milliseconds now, std::uint64_t amount = 1) {
    const auto known = rates_.find(key);
    if (known != rates_.end()) return known->second.take(now, amount);
    if (rates_.size() >= sweep_at_ && !make_room(now)) {
      return fail(Errc::Overloaded, "too many keys of one rate", kSweepPause);
    }
    return rates_.try_emplace(key, shape_).first->second.take(now, amount);
  }

  std::size_t size() const { return rates_.size(); }

 private:
  // A sweep looks at every key, so a flood of new ones may cause it once a pause only.
  static constexpr Milliseconds kSweepPause{1'000};
  static constexpr std::size_t kFirstSweep = 1'024;

  bool make_room(Milliseconds now) {
    if (!has_swept_ || now - swept_ >= kSweepPause) {
      has_swept_ = true;
      swept_ = now;
      std::erase_if(rates_, [now](const auto& entry) { return entry.second.is_idle(now); });
      sweep_at_ = std::min(keys_max_, std::max(kFirstSweep, 2 * rates_.size()));
    }
    return rates_.size() < keys_max_;
  }

  typename Rate::Shape shape_;
  std::size_t keys_max_;
  std::size_t sweep_at_;  // At this many keys the idle ones are forgotten.
  std::unordered_map<Key, Rate> rates_;
  bool has_swept_ = false;
  Milliseconds swept_{0};
};

}  // namespace parley
