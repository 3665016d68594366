// Memory of sessions that rest: many people log in, each sends one message and receives one, and
// then nothing happens. What the server's process has grown by, for each session.
#include <thread>

#include "base/try.h"
#include "bench/people.h"
#include "bench/process.h"
#include "bench/session_pool.h"
#include "bench/workload.h"

namespace parley::bench {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto kMessagesTimeout = 60s;

class Counter final : public SessionListener {
 public:
  void on_item(std::size_t, const Item& item) override { messages += item.kind == "message"; }
  void on_accepted(std::size_t, std::uint64_t) override { ++accepted; }

  std::uint64_t messages = 0;
  std::uint64_t accepted = 0;
};

// Person 2n and person 2n+1 write to each other; each of the two messages is an item of both.
Result<> exchange(SessionPool& pool, const std::vector<Person>& people, const Counter& counter) {
  for (std::size_t i = 0; i < people.size(); ++i) {
    pool[i].send(ConversationId::of(people[i].user, people[i ^ 1].user), 1, "one message each");
  }
  const Time end = steady_clock::now() + kMessagesTimeout;
  while (counter.messages < 2 * people.size() || counter.accepted < people.size()) {
    PARLEY_TRY(pool.turn(end));
    if (steady_clock::now() >= end) break;
  }
  return {};
}

Result<> rest(SessionPool& pool, std::uint64_t settle_ms) {
  const Time end = steady_clock::now() + std::chrono::milliseconds{settle_ms};
  while (steady_clock::now() < end) PARLEY_TRY(pool.turn(end));
  return {};
}

}  // namespace

Result<> run_idle(const Options& options, Report& report) {
  const std::size_t sessions = options.sessions / 2 * 2;
  PARLEY_LET(const auto loop, Loop::make());
  Counter counter;
  SessionPool pool(*loop, options, counter);
  PARLEY_LET(const auto people, sign_up(options.server, sessions));
  const ServerProcess server(options.pid);
  std::this_thread::sleep_for(std::chrono::milliseconds{options.settle_ms});
  PARLEY_LET(const auto before, server.memory());

  for (const auto& person : people) pool.add(person.token);
  PARLEY_TRY(pool.open_all());
  PARLEY_TRY(exchange(pool, people, counter));
  PARLEY_TRY(rest(pool, options.settle_ms));
  PARLEY_LET(const auto after, server.memory());
  const auto a_session = [sessions](std::uint64_t grown, std::uint64_t from) {
    return (static_cast<double>(grown) - static_cast<double>(from)) / static_cast<double>(sessions);
  };
  report.put("sessions", std::uint64_t{sessions});
  report.put("rss_kib_a_session", a_session(after.rss_kib, before.rss_kib));
  report.put("pss_kib_a_session", a_session(after.pss_kib, before.pss_kib));
  report.put("rss_mib", static_cast<double>(after.rss_kib) / 1024);
  report.put("faults", counter.messages > 2 * sessions ? counter.messages - 2 * sessions : 0);
  report.put("lost", 2 * sessions - std::min<std::uint64_t>(counter.messages, 2 * sessions));
  return {};
}

}  // namespace parley::bench
