#include "bench/traffic.h"

#include <unistd.h>

#include "base/try.h"
#include "bench/stamp.h"

namespace parley::bench {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto kDrainTimeout = 30s;
constexpr auto kCountTimeout = 30min;

}  // namespace

Traffic::Traffic(const Options& options, Rooms& rooms)
    : options_(options),
      rooms_(rooms),
      shape_(rooms.shape()),
      ledger_(shape_),
      server_(options.pid) {}

Result<> Traffic::run() {
  PARLEY_TRY(rooms_.open(*this));
  if (options_.messages > 0) return run_for_a_count();
  return run_for_a_time();
}

Result<> Traffic::run_for_a_time() {
  measured_from_ = steady_clock::now() + std::chrono::milliseconds{options_.warm_up_ms};
  measured_until_ = measured_from_ + std::chrono::seconds{options_.seconds};
  OpenSchedule schedule(steady_clock::now(), options_.rate == 0 ? 1 : options_.rate);
  if (options_.rate == 0) fill_windows();
  PARLEY_TRY(send_until(schedule, measured_from_));
  PARLEY_LET(first_, read());
  PARLEY_TRY(send_until(schedule, measured_until_));
  PARLEY_LET(last_, read());
  return drain();
}

Result<> Traffic::run_for_a_count() {
  measured_from_ = steady_clock::now();
  measured_until_ = measured_from_ + kCountTimeout;
  PARLEY_LET(first_, read());
  fill_windows();
  while (sent_ < options_.messages && ledger_.open() > 0) {
    PARLEY_TRY(rooms_.turn(measured_until_));
    if (steady_clock::now() > measured_until_)
      return fail(Errc::Overloaded, "too slow to wait for");
  }
  PARLEY_TRY(drain());
  PARLEY_LET(last_, read());
  return {};
}

// In a closed loop, what completes sends the next by itself, and this only turns.
Result<> Traffic::send_until(OpenSchedule& schedule, Time end) {
  for (Time now = steady_clock::now(); now < end; now = steady_clock::now()) {
    if (options_.rate == 0) {
      PARLEY_TRY(rooms_.turn(end));
      continue;
    }
    while (schedule.is_due(now)) {
      const auto turn = sent_ % (std::uint64_t{shape_.rooms} * shape_.senders);
      const Place sender{static_cast<std::uint32_t>(turn / shape_.senders),
                         static_cast<std::uint32_t>(turn % shape_.senders)};
      send(sender, schedule.take());
    }
    PARLEY_TRY(rooms_.turn(std::min(end, schedule.next())));
  }
  return {};
}

Result<> Traffic::drain() {
  is_open_for_more_ = false;
  const Time end = steady_clock::now() + kDrainTimeout;
  while (ledger_.open() > 0 && steady_clock::now() < end) PARLEY_TRY(rooms_.turn(end));
  return {};
}

void Traffic::fill_windows() {
  for (std::uint64_t i = 0; i < options_.window; ++i) {
    for (std::uint32_t room = 0; room < shape_.rooms; ++room) {
      for (std::uint32_t member = 0; member < shape_.senders; ++member) send_next({room, member});
    }
  }
}

void Traffic::send(Place sender, Time intended) {
  const std::uint64_t number = ledger_.send(sender);
  write_stamp({.sender = sender.member, .number = number, .intended = intended},
              options_.text_bytes, text_);
  rooms_.send(sender, number, text_);
  ++sent_;
}

void Traffic::send_next(Place sender) {
  if (options_.rate == 0 && is_open_for_more_ && may_send()) send(sender, steady_clock::now());
}

void Traffic::on_message(Place listener, std::string_view text) {
  const auto stamp = read_stamp(text);
  if (!stamp) {
    ++unreadable_;
    return;
  }
  if (stamp->sender != listener.member) {
    ++deliveries_;
    if (stamp->intended >= measured_from_ && stamp->intended < measured_until_) {
      latency_.add(steady_clock::now() - stamp->intended);
    }
  }
  if (ledger_.hear(listener, stamp->sender, stamp->number)) {
    send_next({listener.room, stamp->sender});
  }
}

void Traffic::on_outcome(Place sender, std::uint64_t number) {
  if (ledger_.settle(sender, number)) send_next(sender);
}

Result<Traffic::Reading> Traffic::read() const {
  PARLEY_LET(const auto server_cpu, server_.cpu());
  PARLEY_LET(const auto own_cpu, ServerProcess(::getpid()).cpu());
  return Reading{steady_clock::now(), deliveries_, server_cpu, own_cpu};
}

void Traffic::report(Report& report) const {
  const std::chrono::duration<double> seconds = last_.at - first_.at;
  const auto deliveries = static_cast<double>(last_.deliveries - first_.deliveries);
  const auto server_cpu = last_.server_cpu - first_.server_cpu;
  report.put("sent", sent_);
  report.put("seconds", seconds.count());
  report.put("deliveries_a_second", deliveries / seconds.count());
  report.put("cpu_us_a_delivery", deliveries > 0 ? microseconds(server_cpu) / deliveries : 0);
  report.put("server_cpus", std::chrono::duration<double>(server_cpu) / seconds);
  report.put("generator_cpus",
             std::chrono::duration<double>(last_.own_cpu - first_.own_cpu) / seconds);
  report.put_latency("delivery", latency_);
  report.put("faults", faults());
  report.put("lost", lost());
}

std::uint64_t Traffic::sent_in(std::uint32_t room) const {
  std::uint64_t sent = 0;
  for (std::uint32_t member = 0; member < shape_.senders; ++member) {
    sent += ledger_.sent_by({room, member});
  }
  return sent;
}

}  // namespace parley::bench
