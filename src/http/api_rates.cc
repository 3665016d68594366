#include "http/api_rates.h"

namespace parley {
namespace {

constexpr Milliseconds kMinute{60'000};
constexpr std::size_t kKeysMax = 1'000'000;

}  // namespace

ApiRates::ApiRates(const Limits& limits)
    : sign_ups_({limits.sign_ups_a_minute, kMinute}, kKeysMax),
      log_ins_({limits.log_ins_a_minute, kMinute}, kKeysMax),
      look_ups_({limits.look_ups_a_minute, kMinute}, kKeysMax) {}

Result<> ApiRates::sign_up(const std::string& address, Milliseconds now) {
  const std::lock_guard lock(mutex_);
  return sign_ups_.take(address, now);
}

Result<> ApiRates::log_in(const std::string& address, Milliseconds now) {
  const std::lock_guard lock(mutex_);
  return log_ins_.take(address, now);
}

Result<> ApiRates::look_up(UserId user, Milliseconds now) {
  const std::lock_guard lock(mutex_);
  return look_ups_.take(user, now);
}

}  // namespace parley
