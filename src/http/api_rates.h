// Limits of the REST edge that count requests (protocol section 7): sign-ups and log-in tries an
// address, look-ups a user.
#pragma once

#include <mutex>
#include <string>

#include "base/error.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/rate.h"

namespace parley {

// Any thread.
class ApiRates {
 public:
  explicit ApiRates(const Limits& limits);

  // Each takes one, or is RateLimited with the time after which it would pass.
  Result<> sign_up(const std::string& address, Milliseconds now);
  Result<> log_in(const std::string& address, Milliseconds now);
  Result<> look_up(UserId user, Milliseconds now);

 private:
  std::mutex mutex_;
  RateByKey<std::string, SlidingWindow> sign_ups_;
  RateByKey<std::string, SlidingWindow> log_ins_;
  RateByKey<UserId, SlidingWindow> look_ups_;
};

}  // namespace parley
