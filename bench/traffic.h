// Messages through rooms, in a closed loop (each sender keeps `window` messages incomplete) or in
// an open one (`rate` messages a second whatever happens), with what they cost and how long they
// took.
//
//   warm-up ──▶ measured ──▶ drain: nothing more is sent, and everything sent must arrive
//
// With a number of messages instead of a time, everything is measured until the last is complete.
#pragma once

#include <cstdint>
#include <string>

#include "bench/histogram.h"
#include "bench/process.h"
#include "bench/report.h"
#include "bench/rooms.h"

namespace parley::bench {

class Traffic final : private RoomsListener {
 public:
  // All three outlive the traffic.
  Traffic(const Options& options, Rooms& rooms);

  // Opens the rooms and runs to the end of the drain. Faults of delivery are no failure of this
  // call: they are in the report.
  Result<> run();
  void report(Report& report) const;

  // Messages heard twice, out of order or garbled, and those that never became complete.
  std::uint64_t faults() const { return ledger_.faults().all() + unreadable_; }
  std::uint64_t lost() const { return ledger_.open(); }
  std::uint64_t sent_in(std::uint32_t room) const;

 private:
  // What the measured time is the difference of.
  struct Reading {
    Time at{};
    std::uint64_t deliveries = 0;
    std::chrono::nanoseconds server_cpu{0};
    std::chrono::nanoseconds own_cpu{0};
  };

  void on_message(Place listener, std::string_view text) override;
  void on_outcome(Place sender, std::uint64_t number) override;

  Result<> run_for_a_time();
  Result<> run_for_a_count();
  Result<> send_until(OpenSchedule& schedule, Time end);
  Result<> drain();
  void fill_windows();
  void send(Place sender, Time intended);
  void send_next(Place sender);
  bool may_send() const { return options_.messages == 0 || sent_ < options_.messages; }
  Result<Reading> read() const;

  const Options& options_;
  Rooms& rooms_;
  Shape shape_;
  Ledger ledger_;
  ServerProcess server_;
  Histogram latency_;     // Of deliveries to others, from the intended time of sending.
  Reading first_, last_;  // Of the measured time.
  Time measured_from_{}, measured_until_{};  // Messages meant for this time count for latency.
  std::uint64_t sent_ = 0;
  std::uint64_t deliveries_ = 0;
  std::uint64_t unreadable_ = 0;  // Texts that were no stamp.
  bool is_open_for_more_ = true;  // Until the drain.
  std::string text_;
};

}  // namespace parley::bench
