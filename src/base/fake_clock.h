// A clock whose hands a test turns.
#pragma once

#include "base/time.h"

namespace parley {

class FakeClock final : public Clock {
 public:
  explicit FakeClock(TimeMs now = TimeMs{1'767'225'600'000}) : now_(now) {}

  TimeMs now() const override { return now_; }
  Milliseconds monotonic() const override { return monotonic_; }

  // Both hands go on, as they do in life.
  void advance(Milliseconds by) {
    now_ = now_ + by;
    monotonic_ += by;
  }
  // Someone sets the wall clock.
  void set(TimeMs now) { now_ = now; }

 private:
  TimeMs now_;
  Milliseconds monotonic_{0};
};

}  // namespace parley
