#include "bench/loop.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "base/check.h"

namespace parley::bench {
namespace {

timespec wait_until(Time until) {
  using namespace std::chrono;
  const auto left = std::max(until - steady_clock::now(), steady_clock::duration{0});
  const auto whole = duration_cast<seconds>(left);
  return {.tv_sec = whole.count(), .tv_nsec = nanoseconds(left - whole).count()};
}

epoll_event event_for(std::uint32_t events, Watcher& watcher) {
  epoll_event event{};
  event.events = events;
  event.data.ptr = &watcher;
  return event;
}

}  // namespace

Result<std::unique_ptr<Loop>> Loop::make() {
  const int fd = ::epoll_create1(EPOLL_CLOEXEC);
  if (fd < 0) return fail(Errc::Overloaded, "epoll_create1 failed");
  return std::unique_ptr<Loop>(new Loop(fd));
}

Loop::~Loop() { ::close(fd_); }

void Loop::add(int fd, std::uint32_t events, Watcher& watcher) {
  auto event = event_for(events, watcher);
  PARLEY_CHECK(::epoll_ctl(fd_, EPOLL_CTL_ADD, fd, &event) == 0);
}

void Loop::change(int fd, std::uint32_t events, Watcher& watcher) {
  auto event = event_for(events, watcher);
  PARLEY_CHECK(::epoll_ctl(fd_, EPOLL_CTL_MOD, fd, &event) == 0);
}

void Loop::remove(int fd) { PARLEY_CHECK(::epoll_ctl(fd_, EPOLL_CTL_DEL, fd, nullptr) == 0); }

void Loop::turn(Time until) {
  flush();
  std::array<epoll_event, kEventsMax> events;
  const timespec wait = wait_until(until);
  const int ready = ::epoll_pwait2(fd_, events.data(), kEventsMax, &wait, nullptr);
  for (int i = 0; i < ready; ++i) {
    static_cast<Watcher*>(events[i].data.ptr)->on_ready(events[i].events);
  }
  flush();
}

void Loop::flush() {
  // A flush may find its peer gone and tell the workload, which may write elsewhere: by index.
  for (std::size_t i = 0; i < flushing_.size(); ++i) flushing_[i]->on_turn_end();
  flushing_.clear();
}

}  // namespace parley::bench
