// Pages of a long conversation: the newest, and pages at places chosen by chance.
#include <fmt/format.h>

#include <thread>

#include "base/random.h"
#include "base/try.h"
#include "bench/page.h"
#include "bench/rooms_parley.h"
#include "bench/traffic.h"
#include "bench/workload.h"

namespace parley::bench {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t kPage = 50;
constexpr std::uint64_t kSeed = 1;  // The same places in every run.

struct Pages {
  Histogram time;
  std::chrono::nanoseconds cpu{0};
  std::uint64_t short_by = 0;  // Events that were missing.

  void report(std::string_view name, Report& report) const {
    const auto pages = static_cast<double>(std::max<std::uint64_t>(time.count(), 1));
    report.put(fmt::format("{}_page_cpu_us", name), microseconds(cpu) / pages);
    report.put_latency(fmt::format("{}_page", name), time);
  }
};

Result<> fetch(HttpClient& client, const ServerProcess& server, std::string_view token,
               std::string_view target, Pages& pages) {
  PARLEY_LET(const auto cpu_before, server.cpu());
  const Time start = steady_clock::now();
  PARLEY_LET(const auto page, client.fetch({"GET", target, token, ""}));
  pages.time.add(steady_clock::now() - start);
  PARLEY_LET(const auto cpu_after, server.cpu());
  pages.cpu += cpu_after - cpu_before;
  pages.short_by += kPage - std::min(kPage, events_of(page));
  return {};
}

}  // namespace

Result<> run_history(const Options& options, Report& report) {
  if (options.messages <= kPage) return fail(Errc::BadRequest, "--messages must exceed a page");
  PARLEY_LET(auto loop, Loop::make());
  ParleyRooms rooms(std::move(loop), options);
  Traffic traffic(options, rooms);
  PARLEY_TRY(traffic.run());
  std::this_thread::sleep_for(std::chrono::milliseconds{options.settle_ms});

  const ServerProcess server(options.pid);
  const auto& token = rooms.person({0, 0}).token;
  const auto newest_page =
      fmt::format("/v1/conversations/{}/events?limit={}", to_text(rooms.conversation(0)), kPage);
  PARLEY_LET(auto client, HttpClient::connect(options.server, source_address(0)));
  SeededRandom random(kSeed);
  Pages newest, anywhere;
  for (std::uint64_t i = 0; i < options.repeats; ++i) {
    PARLEY_TRY(fetch(client, server, token, newest_page, newest));
    const std::uint64_t before = kPage + 1 + random.below(options.messages - kPage);
    PARLEY_TRY(
        fetch(client, server, token, fmt::format("{}&before={}", newest_page, before), anywhere));
  }
  newest.report("newest", report);
  anywhere.report("random", report);
  report.put("faults", traffic.faults());
  report.put("lost", traffic.lost() + newest.short_by + anywhere.short_by);
  return {};
}

}  // namespace parley::bench
