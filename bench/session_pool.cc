#include "bench/session_pool.h"

#include "base/try.h"

namespace parley::bench {
namespace {

using namespace std::chrono_literals;

// Over 32 source addresses this stays below the 20 waiting sockets an address that servers allow.
constexpr std::size_t kOpeningMax = 256;
constexpr auto kTickEvery = 50ms;
constexpr auto kOpenTimeout = 60s;

}  // namespace

SessionPool::SessionPool(Loop& loop, const Options& options, SessionListener& listener)
    : loop_(loop),
      shared_{.server = options.server,
              .ack_every = Milliseconds{options.ack_ms},
              .listener = listener,
              .random = SeededRandom(SystemRandom{}.u64())} {}

void SessionPool::add(std::string token, std::optional<Cursor> cursor) {
  sessions_.emplace_back(loop_, shared_, sessions_.size(), std::move(token), cursor);
}

Result<> SessionPool::open_all() {
  const Time deadline = std::chrono::steady_clock::now() + kOpenTimeout;
  while (shared_.live < sessions_.size()) {
    while (started_ < sessions_.size() && started_ - shared_.live < kOpeningMax) {
      PARLEY_TRY(sessions_[started_].start());
      ++started_;
    }
    PARLEY_TRY(turn(deadline));
    if (std::chrono::steady_clock::now() >= deadline) {
      return fail(Errc::Overloaded, "sessions were not welcomed in time");
    }
  }
  return {};
}

Result<> SessionPool::turn(Time until) {
  const Time now = std::chrono::steady_clock::now();
  if (now >= next_tick_) {
    for (auto& session : sessions_) session.tick(now);
    next_tick_ = now + kTickEvery;
  }
  loop_.turn(std::min(until, next_tick_));
  if (shared_.failure) return fail(Errc::BadRequest, *shared_.failure);
  return {};
}

}  // namespace parley::bench
