// The time of the newest record of a log, as a clock: it stands still while the log does.
//
// What is forgotten by age alone (remembered outcomes) goes by this clock. A server that was away
// for weeks applies its log from before first, and what that log may repeat must still be known.
#pragma once

#include <atomic>

#include "base/time.h"
#include "log/log.h"

namespace parley {

// Any thread. Shows 1970 until it follows a log, and until that log has a record.
class LogTime final : public Clock {
 public:
  // From now on the time is that of `log`, which must not die before the last question.
  void follow(const Log& log) { log_.store(&log); }

  TimeMs now() const override {
    const Log* log = log_.load();
    return log ? log->end().at : TimeMs{};
  }
  Milliseconds monotonic() const override { return Milliseconds{to_number(now())}; }

 private:
  std::atomic<const Log*> log_{nullptr};
};

}  // namespace parley
