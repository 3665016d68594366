// What a new device fetches first: the newest page of its conversation list, and the newest page of
// history of the first twenty conversations in it. The log-in before is not counted.
#include <fmt/format.h>

#include "base/try.h"
#include "bench/page.h"
#include "bench/people.h"
#include "bench/process.h"
#include "bench/session_pool.h"
#include "bench/workload.h"

namespace parley::bench {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr std::size_t kOnScreen = 20;  // Conversations whose newest page is fetched,
constexpr std::size_t kPage = 50;      // and the length of a page.
constexpr auto kTimeout = 120s;

class Counter final : public SessionListener {
 public:
  void on_item(std::size_t, const Item&) override {}
  void on_accepted(std::size_t, std::uint64_t) override { ++accepted; }

  std::uint64_t accepted = 0;
};

// One message to everybody, then a page full to each of the last twenty, who lead the list by that.
std::vector<ConversationId> plan(const std::vector<Person>& people) {
  std::vector<ConversationId> order;
  const auto conversation = [&](std::size_t i) {
    return ConversationId::of(people[0].user, people[i].user);
  };
  for (std::size_t i = 1; i < people.size(); ++i) order.push_back(conversation(i));
  const std::size_t deep = std::min(kOnScreen, people.size() - 1);
  for (std::size_t i = people.size() - deep; i < people.size(); ++i) {
    order.insert(order.end(), kPage, conversation(i));
  }
  return order;
}

Result<> write_all(const Options& options, const Person& writer,
                   const std::vector<ConversationId>& order) {
  PARLEY_LET(const auto loop, Loop::make());
  Counter counter;
  SessionPool pool(*loop, options, counter);
  pool.add(writer.token);
  PARLEY_TRY(pool.open_all());
  const Time end = steady_clock::now() + kTimeout;
  for (std::size_t sent = 0; counter.accepted < order.size();) {
    for (; sent < order.size() && sent - counter.accepted < options.window; ++sent) {
      pool[0].send(order[sent], sent, "a message of ordinary length, as people send them all day");
    }
    PARLEY_TRY(pool.turn(end));
    if (steady_clock::now() >= end) return fail(Errc::Overloaded, "not accepted in time");
  }
  return {};
}

// Returns how many conversations or events were missing from what was fetched.
Result<std::size_t> fetch_screen(HttpClient& client, std::string_view token, std::size_t expected) {
  PARLEY_LET(const auto list,
             client.fetch({"GET", fmt::format("/v1/conversations?limit={}", kPage), token, ""}));
  const auto conversations = conversations_of(list);
  std::size_t missing = std::min(expected, kPage) - std::min(conversations.size(), kPage);
  for (std::size_t i = 0; i < std::min(kOnScreen, conversations.size()); ++i) {
    const auto target =
        fmt::format("/v1/conversations/{}/events?limit={}", conversations[i], kPage);
    PARLEY_LET(const auto page, client.fetch({"GET", target, token, ""}));
    missing += kPage - std::min(kPage, events_of(page));
  }
  return missing;
}

}  // namespace

Result<> run_first_screen(const Options& options, Report& report) {
  PARLEY_LET(const auto people, sign_up(options.server, options.conversations + 1));
  PARLEY_TRY(write_all(options, people[0], plan(people)));
  const ServerProcess server(options.pid);
  Histogram time, cpu;
  std::uint64_t lost = 0;
  for (std::uint64_t i = 0; i < options.repeats; ++i) {
    PARLEY_LET(auto client, HttpClient::connect(options.server, source_address(i)));
    PARLEY_LET(const auto token, log_in(client, people[0]));
    PARLEY_LET(const auto cpu_before, server.cpu());
    const Time start = steady_clock::now();
    PARLEY_LET(const auto missing, fetch_screen(client, token, options.conversations));
    time.add(steady_clock::now() - start);
    PARLEY_LET(const auto cpu_after, server.cpu());
    cpu.add(cpu_after - cpu_before);
    lost += missing;
  }
  report.put("screen_cpu_ms", milliseconds(cpu.quantile(0.5)));
  report.put("screen_ms", milliseconds(time.quantile(0.5)));
  report.put("screen_max_ms", milliseconds(time.max()));
  report.put("faults", std::uint64_t{0});
  report.put("lost", lost);
  return {};
}

}  // namespace parley::bench
