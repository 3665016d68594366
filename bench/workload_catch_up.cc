// A device that is many items behind: from the moment it connects until it holds the last item.
#include "base/try.h"
#include "bench/rooms_parley.h"
#include "bench/traffic.h"
#include "bench/workload.h"

namespace parley::bench {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto kTimeout = 60s;
constexpr Place kAway{0, 1};

// The session itself checks that items come in order without a gap.
class Counter final : public SessionListener {
 public:
  void on_item(std::size_t, const Item& item) override { messages += item.kind == "message"; }
  void on_accepted(std::size_t, std::uint64_t) override {}

  std::uint64_t messages = 0;
};

}  // namespace

Result<> run_catch_up(const Options& options, Report& report) {
  PARLEY_LET(auto loop, Loop::make());
  Loop& turning = *loop;
  ParleyRooms rooms(std::move(loop), options);
  Traffic traffic(options, rooms);
  PARLEY_TRY(traffic.run());

  const ServerProcess server(options.pid);
  Histogram time, cpu;
  std::uint64_t lost = traffic.lost();
  std::uint64_t faults = traffic.faults();
  for (std::uint64_t i = 0; i < options.repeats; ++i) {
    Counter counter;
    SessionPool pool(turning, options, counter);
    pool.add(rooms.person(kAway).token, rooms.session(kAway).head_at_start());
    PARLEY_LET(const auto cpu_before, server.cpu());
    const Time start = steady_clock::now();
    PARLEY_TRY(pool.open_all());
    while (counter.messages < options.messages && steady_clock::now() < start + kTimeout) {
      PARLEY_TRY(pool.turn(start + kTimeout));
    }
    time.add(steady_clock::now() - start);
    PARLEY_LET(const auto cpu_after, server.cpu());
    cpu.add((cpu_after - cpu_before) / options.messages);
    lost += options.messages - std::min(counter.messages, options.messages);
    faults += counter.messages - std::min(counter.messages, options.messages);
  }
  report.put("catch_up_ms", milliseconds(time.quantile(0.5)));
  report.put("catch_up_max_ms", milliseconds(time.max()));
  report.put("cpu_us_an_item", microseconds(cpu.quantile(0.5)));
  report.put("faults", faults);
  report.put("lost", lost);
  return {};
}

}  // namespace parley::bench
