// The vocabulary on a real loop. Tests run one io_context on their own thread; only those of
// IoThreads and WorkerPool start others.
#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <future>
#include <latch>
#include <string>

#include "engines/io/deadline.h"
#include "engines/io/io_threads.h"
#include "engines/io/scope.h"
#include "engines/io/signal.h"
#include "engines/io/worker_pool.h"

namespace parley {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kLong = 60s;

class IoTest : public testing::Test {
 protected:
  void start(Awaitable<> task) { asio::co_spawn(context_, std::move(task), asio::detached); }
  void run() {
    context_.restart();
    context_.run();
  }
  Executor executor() { return context_.get_executor(); }

  // Two ends of a connection on loopback.
  std::pair<Socket, Socket> pair() {
    Acceptor acceptor(executor(), {asio::ip::address_v4::loopback(), 0});
    Socket client(executor());
    client.connect(acceptor.local_endpoint());
    return {acceptor.accept(), std::move(client)};
  }

  asio::io_context context_{1};
};

Awaitable<> note_wait(Signal& signal, Milliseconds most, std::vector<bool>& seen) {
  seen.push_back(co_await signal.wait_for(most));
}

Awaitable<> set(Signal& signal) {
  signal.set();
  co_return;
}

TEST_F(IoTest, SignalWakesItsWaiterBeforeTheDeadline) {
  Signal signal(executor());
  std::vector<bool> seen;
  start(note_wait(signal, kLong, seen));
  start(set(signal));
  run();
  EXPECT_EQ(seen, std::vector{true});
}

TEST_F(IoTest, SignalThatWasSetBeforeIsNotWaitedFor) {
  Signal signal(executor());
  signal.set();
  std::vector<bool> seen;
  start(note_wait(signal, kLong, seen));
  run();
  signal.clear();
  start(note_wait(signal, 1ms, seen));
  run();
  EXPECT_EQ(seen, (std::vector{true, false}));
}

Awaitable<> read_one(Socket& socket, Deadline& deadline, Milliseconds most, IoError& seen) {
  char byte;
  deadline.arm(most);
  const auto [error, size] = co_await socket.async_read_some(asio::buffer(&byte, 1), outcome);
  deadline.disarm();
  seen = error;
}

TEST_F(IoTest, DeadlineEndsAReadThatGetsNothing) {
  auto [near, far] = pair();
  Deadline deadline(near);
  IoError error;
  start(read_one(near, deadline, 1ms, error));
  run();
  EXPECT_EQ(error, asio::error::operation_aborted);
  EXPECT_TRUE(deadline.expired());
  EXPECT_TRUE(near.is_open());
}

TEST_F(IoTest, DeadlineThatIsDisarmedOrRearmedHarmsNothing) {
  auto [near, far] = pair();
  Deadline deadline(near);
  deadline.arm(0ms);
  IoError error;
  start(read_one(near, deadline, kLong, error));
  (void)far.send(asio::buffer("x", 1));
  run();
  EXPECT_EQ(error, IoError{});
  EXPECT_FALSE(deadline.expired());
  {
    Deadline gone(near);
    gone.arm(0ms);
  }
  run();
}

// Waits until it is cancelled, then asks for one more wait.
Awaitable<> wait_twice(Executor executor, std::string& trace) {
  Timer timer(executor, kLong);
  const auto [error] = co_await timer.async_wait(outcome);
  trace += error == asio::error::operation_aborted ? "cancelled " : "? ";
  co_await sleep_for(kLong);
  trace += "never";
}

Awaitable<> end(Scope& scope, bool& ended) {
  scope.cancel();
  ended = co_await scope.wait_for(kLong);
}

TEST_F(IoTest, ScopeCancelsWhatRunsAndWaitsForIt) {
  Scope scope(executor());
  std::string trace;
  scope.start(wait_twice(executor(), trace));
  scope.start(wait_twice(executor(), trace));
  EXPECT_EQ(scope.running(), 2U);
  bool ended = false;
  start(end(scope, ended));
  run();
  EXPECT_TRUE(ended);
  EXPECT_EQ(scope.running(), 0U);
  EXPECT_EQ(trace, "cancelled cancelled ");
}

Awaitable<> note_scope(Scope& scope, Milliseconds most, std::vector<bool>& seen) {
  seen.push_back(co_await scope.wait_for(most));
}

TEST_F(IoTest, ScopeWithoutTasksIsNotWaitedFor) {
  Scope scope(executor());
  std::vector<bool> seen;
  start(note_scope(scope, kLong, seen));
  run();
  scope.start(sleep_for(20ms));
  start(note_scope(scope, 1ms, seen));
  run();
  EXPECT_EQ(seen, (std::vector{true, false}));
}

TEST(IoThreads, EachLoopRunsItsWorkInOrderOnAThreadOfItsOwn) {
  IoThreads threads(2);
  std::thread::id ids[2];
  std::vector<int> order;
  std::latch done(2);
  for (int i = 0; i < 100; ++i) threads.post(0, [&order, i] { order.push_back(i); });
  for (std::size_t i = 0; i < 2; ++i) {
    threads.post(i, [&, i] {
      ids[i] = std::this_thread::get_id();
      done.count_down();
    });
  }
  done.wait();
  EXPECT_NE(ids[0], ids[1]);
  EXPECT_EQ(order.size(), 100U);
  EXPECT_TRUE(std::ranges::is_sorted(order));
  threads.stop();
  threads.stop();
}

struct Ran {
  Result<int> result = fail(Errc::NotFound);
  std::thread::id worker{};
  std::thread::id before{};
  std::thread::id after{};
};

Awaitable<> run_on(WorkerPool& pool, Ran& ran) {
  ran.before = std::this_thread::get_id();
  ran.result = co_await pool.run([&ran] {
    ran.worker = std::this_thread::get_id();
    return 42;
  });
  ran.after = std::this_thread::get_id();
}

TEST_F(IoTest, PoolRunsWorkElsewhereAndResumesTheCallerOnItsLoop) {
  WorkerPool pool({.threads = 1});
  Ran ran;
  start(run_on(pool, ran));
  run();
  EXPECT_EQ(ran.result, 42);
  EXPECT_NE(ran.worker, ran.before);
  EXPECT_EQ(ran.after, ran.before);
}

Awaitable<> run_results(WorkerPool& pool, Result<int>& failed, Result<>& empty) {
  failed = co_await pool.run([]() -> Result<int> { return fail(Errc::Conflict); });
  empty = co_await pool.run([] {});
}

TEST_F(IoTest, PoolHandsOnAResultAsItIs) {
  WorkerPool pool({.threads = 2});
  Result<int> failed = 0;
  Result<> empty = fail(Errc::NotFound);
  start(run_results(pool, failed, empty));
  run();
  EXPECT_EQ(failed.error().code, Errc::Conflict);
  EXPECT_TRUE(empty.has_value());
}

Awaitable<> run_blocked(WorkerPool& pool, std::latch& begun, std::shared_future<void> gate,
                        std::vector<Result<>>& results) {
  results.push_back(co_await pool.run([&begun, gate] {
    begun.count_down();
    gate.wait();
  }));
}

TEST_F(IoTest, PoolThatIsFullRefusesAtOnceAndSaysWhenToTryAgain) {
  WorkerPool pool({.threads = 1, .waiting_max = 1, .retry_after = 250ms});
  std::promise<void> gate;
  const auto opened = gate.get_future().share();
  std::latch first(1);
  std::latch second(1);
  std::latch never(1);
  std::vector<Result<>> results;
  start(run_blocked(pool, first, opened, results));
  context_.poll();
  first.wait();  // Runs, so the one place in the queue is free.
  start(run_blocked(pool, second, opened, results));
  start(run_blocked(pool, never, opened, results));
  context_.poll();
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results[0].error().code, Errc::Overloaded);
  EXPECT_EQ(results[0].error().retry_after, 250ms);
  gate.set_value();
  run();
  EXPECT_EQ(results.size(), 3U);
  EXPECT_TRUE(results[1].has_value());
  EXPECT_TRUE(results[2].has_value());
}

TEST_F(IoTest, PoolThatStopsRunsWhatIsQueuedAndRefusesTheRest) {
  WorkerPool pool({.threads = 2});
  std::vector<Result<>> results;
  std::latch begun(3);
  std::promise<void> gate;
  const auto opened = gate.get_future().share();
  for (int i = 0; i < 3; ++i) start(run_blocked(pool, begun, opened, results));
  context_.poll();
  gate.set_value();
  pool.stop();
  start(run_blocked(pool, begun, opened, results));
  run();
  ASSERT_EQ(results.size(), 4U);
  EXPECT_EQ(std::ranges::count_if(results, [](const auto& r) { return r.has_value(); }), 3);
}

}  // namespace
}  // namespace parley
