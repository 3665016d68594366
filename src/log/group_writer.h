// The thread that puts records into the log: everything that waits becomes one group, one group is
// one durable write, and the next group gathers meanwhile.
//
//           enqueue()                    append() worked
//   caller ──────────▶ queue ──▶ group ──────────────────▶ on_committed(first, at, group)
//                                  │ append() failed: on_failed(error, group)
//                                  └─▶ recovering ──recover()──▶ on_committed(first, at, those
//                                      of the group that turned out to be there), then as before
//
// While it recovers nothing is taken in: what waits fails at once, enqueue() answers Closed, and
// recover() is tried again until it works. When the log is Lost it tells on_lost() and stops.
//
// Syncs cost CPU, so they keep a pace: see sync_due().
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "log/log.h"

namespace parley {

// What the caller wants to find again when its record is committed or has failed.
class RecordTicket {
 public:
  virtual ~RecordTicket() = default;
};

struct LogRecord {
  std::string bytes;
  std::unique_ptr<RecordTicket> ticket;  // May be null.
};

enum class Enqueued : std::uint8_t { Sent, Full, Closed };

// What becomes of records. Called on the writer's thread, in the order of the log.
class CommitListener {
 public:
  virtual ~CommitListener() = default;

  // `group` is durable at the positions from `first` on. The tickets may be moved out.
  virtual void on_committed(Position first, TimeMs at, std::span<LogRecord> group) = 0;

  // Tells those who wait to try again. Records of a group whose write failed may still turn out to
  // be in the log: they are then committed later. Look at the tickets, but leave them there.
  virtual void on_failed(const Error& error, std::span<const LogRecord> group) = 0;

  // The log cannot be trusted any more: end the process. Nothing is called after this.
  virtual void on_lost(const Error& error) = 0;
};

struct GroupWriterOptions {
  std::size_t records_max = 20'000;               // What may wait, in records
  std::size_t bytes_max = std::size_t{64} << 20;  // and in bytes.
  std::size_t group_bytes_max = std::size_t{8} << 20;
  std::chrono::microseconds pace{1000};  // Least time between the starts of two syncs.
  Milliseconds retry{100};               // Between two tries of recover().
};

// When the next sync may start: at once if the log was idle for `pace`, otherwise `pace` after the
// start of the last one.
constexpr std::chrono::microseconds sync_due(std::chrono::microseconds now,
                                             std::chrono::microseconds last_start,
                                             std::chrono::microseconds pace) {
  return now - last_start >= pace ? now : last_start + pace;
}

class GroupWriter {
 public:
  // `log` is Ready. Nothing else appends to it while this object lives.
  GroupWriter(Log& log, CommitListener& listener, const Clock& clock,
              const GroupWriterOptions& options = {});
  ~GroupWriter();

  // Runs the thread. Without it, write_waiting() is called by hand (tests, simulation).
  void start();

  // Writes what waits, then ends the thread. enqueue() answers Closed from now on. Twice is once.
  void stop();

  // Takes all of `batch` (and empties it), or nothing of it. Keeps the order of one caller's calls.
  // Any thread.
  Enqueued enqueue(std::vector<LogRecord>& batch);

  // Writes one group of what waits and tells the listener; while recovering, tries recover() once.
  // False if there was nothing to do or it did not succeed. The writer's thread only.
  bool write_waiting();

  // True while records are taken in; for readiness. Any thread.
  bool is_open() const;

 private:
  enum class State : std::uint8_t { Open, Recovering, Lost };

  void run();
  std::vector<LogRecord> take_group();
  bool commit(std::vector<LogRecord> group);
  bool recover();
  void fail_waiting(const Error& error);
  void enter(State state);

  Log& log_;
  CommitListener& listener_;
  const Clock& clock_;
  const GroupWriterOptions options_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<LogRecord> waiting_;  // Under mutex_, as are the next two.
  std::size_t waiting_bytes_ = 0;
  bool stopping_ = false;
  State state_ = State::Open;  // Changed by the writer's thread only, under mutex_.

  // The writer's thread only.
  std::vector<LogRecord> uncertain_;  // The group whose append failed, until recover() tells.
  TimeMs last_at_;                    // Of the newest group, which has it from the clock once.
  std::vector<std::string_view> views_;
  std::thread thread_;
};

}  // namespace parley
