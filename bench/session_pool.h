// The sessions of a workload: opens many, a bounded number at a time, and keeps them alive.
#pragma once

#include <deque>
#include <optional>
#include <string>

#include "base/error.h"
#include "bench/options.h"
#include "bench/session.h"

namespace parley::bench {

class SessionPool {
 public:
  SessionPool(Loop& loop, const Options& options, SessionListener& listener);

  // Adds a session of the device of `token`; it opens in open_all().
  void add(std::string token, std::optional<Cursor> cursor = std::nullopt);
  // Opens what was added and not yet opened; returns when each is welcomed, or something failed.
  Result<> open_all();

  std::size_t size() const { return sessions_.size(); }
  Session& operator[](std::size_t index) { return sessions_[index]; }

  // Turns the loop once, and lets acks and pings go that are due. Fails once a session has failed.
  Result<> turn(Time until);

 private:
  Loop& loop_;
  SessionShared shared_;
  std::deque<Session> sessions_;  // Never moved: the loop points at them.
  std::size_t started_ = 0;
  Time next_tick_{};
};

}  // namespace parley::bench
