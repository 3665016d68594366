// Threads for work that blocks: SQL, store reads, password hashing. Each kind of work has a pool of
// its own, so that one cannot starve another, and a bounded queue, so that a storm is answered with
// `overloaded` and not with memory.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/error.h"
#include "engines/io/io.h"

namespace parley {

namespace detail {

template <class T>
struct ResultOf {
  using type = Result<T>;
};
template <class T>
struct ResultOf<Result<T>> {
  using type = Result<T>;
};

}  // namespace detail

struct WorkerPoolOptions {
  const char* name = "pool";  // Of its threads.
  std::size_t threads = 1;
  std::size_t waiting_max = 1000;  // Jobs queued beside those that run.
  Milliseconds retry_after{1000};  // What a refused caller is told.
};

// Any thread may call it. Made after the loops that await its results and destroyed before them.
class WorkerPool {
 public:
  explicit WorkerPool(WorkerPoolOptions options);
  // Runs what is queued, then joins.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Runs `work()` on a thread of the pool and resumes the caller on its own loop with what it
  // returned; work that returns Result<T> gives Result<T>, not a Result of one. `overloaded` if the
  // queue is full or the pool stops. Work once begun is not cut short: a cancelled coroutine is
  // unwound at its next wait. An exception that leaves `work` ends the process.
  template <class Work>
  Awaitable<typename detail::ResultOf<std::invoke_result_t<Work&>>::type> run(Work work);

  // Jobs that wait for a thread. For figures; it may have changed when it is returned.
  std::size_t waiting() const;

  // Refuses new work, runs what is queued, joins. Again: nothing.
  void stop();

 private:
  using Job = std::move_only_function<void()>;

  bool reserve();
  void queue(Job job);
  Awaitable<bool> run_job(Job job);
  void serve() noexcept;

  const WorkerPoolOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable has_work_;
  std::deque<Job> waiting_;
  std::size_t owed_ = 0;  // Jobs that wait, or have a place and are about to.
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

template <class Work>
Awaitable<typename detail::ResultOf<std::invoke_result_t<Work&>>::type> WorkerPool::run(Work work) {
  using Returned = std::invoke_result_t<Work&>;
  if constexpr (std::is_void_v<Returned>) {
    if (co_await run_job([&work] { work(); })) co_return Result<>{};
  } else {
    std::optional<Returned> returned;
    if (co_await run_job([&] { returned.emplace(work()); })) co_return *std::move(returned);
  }
  co_return fail(Errc::Overloaded, "worker pool is full", options_.retry_after);
}

}  // namespace parley
