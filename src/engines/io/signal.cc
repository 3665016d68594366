#include "engines/io/signal.h"

#include <boost/asio/this_coro.hpp>

namespace parley {

Signal::Signal(Executor executor) : timer_(executor) {}

void Signal::set() {
  is_set_ = true;
  timer_.cancel();
}

Awaitable<bool> Signal::wait_for(Milliseconds most) {
  if (is_set_) co_return true;
  timer_.expires_after(most);
  (void)co_await timer_.async_wait(outcome);
  co_return is_set_;
}

Awaitable<> sleep_for(Milliseconds time) {
  Timer timer(co_await asio::this_coro::executor, time);
  (void)co_await timer.async_wait(outcome);
}

}  // namespace parley
