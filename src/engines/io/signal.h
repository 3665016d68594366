// One coroutine waits, somebody tells it, and no wait is without a deadline.
#pragma once

#include "base/time.h"
#include "engines/io/io.h"

namespace parley {

// Set or not set; setting it wakes who waits. One loop, on whose thread every call is made (from
// elsewhere: post); at most one coroutine waits at a time. A coroutine that waits must be ended
// before its Signal is destroyed.
//
//   long poll:   if (!co_await news.wait_for(wait)) co_return nothing_new();
class Signal {
 public:
  explicit Signal(Executor executor);

  void set();
  bool is_set() const { return is_set_; }
  // Takes it back, for the next use.
  void clear() { is_set_ = false; }

  // True as soon as it is set, at once if it is; false after `most`.
  Awaitable<bool> wait_for(Milliseconds most);

 private:
  Timer timer_;
  bool is_set_ = false;
};

// Ends after `time`.
Awaitable<> sleep_for(Milliseconds time);

}  // namespace parley
