#include "terminal/link_rules.h"

#include <algorithm>
#include <utility>

namespace parley::terminal {
namespace {

constexpr std::uint16_t kReplaced = 4409;
constexpr std::uint16_t kTokenInvalid = 4501;
constexpr std::uint16_t kDeviceRevoked = 4502;
constexpr std::uint16_t kNeverFirst = 4500;
constexpr std::uint16_t kNeverLast = 4999;

}  // namespace

AfterClose after_close(WsCloseCode code, bool used_ticket) {
  const std::uint16_t number = std::to_underlying(code);
  if (number == kReplaced) return AfterClose::Replaced;
  if (number == kTokenInvalid && used_ticket) return AfterClose::UseToken;
  if (number == kTokenInvalid || number == kDeviceRevoked) return AfterClose::LoggedOut;
  if (number >= kNeverFirst && number <= kNeverLast) return AfterClose::GiveUp;
  return AfterClose::Reconnect;
}

Milliseconds backoff(std::uint32_t attempt, Random& random) {
  const Milliseconds most = std::min<Milliseconds>(
      kBackoffFirst * (std::int64_t{1} << std::min(attempt, 10U)), kBackoffMost);
  return Milliseconds{random.below(static_cast<std::uint64_t>(most.count()) + 1)};
}

}  // namespace parley::terminal
