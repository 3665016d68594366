// One thread, one epoll: the loop beneath all sockets of the load generator.
//
// A workload owns the loop and turns it itself, so its steps read from top to bottom:
//
//   while (!done) {
//     … send what is due …
//     loop.turn(next_due);
//   }
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/error.h"
#include "bench/schedule.h"

namespace parley::bench {

// What stands behind a descriptor in the loop. Must outlive its registration.
class Watcher {
 public:
  virtual ~Watcher() = default;

  // `events` as epoll has them.
  virtual void on_ready(std::uint32_t events) = 0;
  // The turn ends; called once if flush_at_end() was.
  virtual void on_turn_end() = 0;
};

class Loop {
 public:
  static Result<std::unique_ptr<Loop>> make();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void add(int fd, std::uint32_t events, Watcher& watcher);
  void change(int fd, std::uint32_t events, Watcher& watcher);
  void remove(int fd);
  // Has `watcher` called at the end of this turn, where what was gathered leaves in one write.
  void flush_at_end(Watcher& watcher) { flushing_.push_back(&watcher); }
  // Takes that back, for a watcher that goes away.
  void forget(Watcher& watcher) { std::erase(flushing_, &watcher); }

  // Flushes what was written since the last turn, waits until a socket is ready or `until` has
  // come, serves what is ready once, and flushes again.
  void turn(Time until);

  // Room for one read, shared by all connections of the loop.
  std::span<char> buffer() { return buffer_; }

 private:
  explicit Loop(int fd) : fd_(fd), buffer_(kBufferBytes) {}

  static constexpr std::size_t kBufferBytes = 256 * 1024;
  static constexpr std::size_t kEventsMax = 512;

  void flush();

  int fd_;
  std::vector<char> buffer_;
  std::vector<Watcher*> flushing_;
};

}  // namespace parley::bench
