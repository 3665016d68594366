#include "engines/io/worker_pool.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

#include "base/check.h"
#include "base/thread_name.h"

namespace parley {

WorkerPool::WorkerPool(WorkerPoolOptions options) : options_(options) {
  PARLEY_CHECK(options_.threads > 0);
  for (std::size_t i = 0; i < options_.threads; ++i) {
    threads_.emplace_back([this] {
      name_thread(options_.name);
      serve();
    });
  }
}

WorkerPool::~WorkerPool() { stop(); }

void WorkerPool::stop() {
  {
    const std::scoped_lock lock(mutex_);
    is_stopping_ = true;
  }
  has_work_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

std::size_t WorkerPool::waiting() const {
  const std::scoped_lock lock(mutex_);
  return waiting_.size();
}

bool WorkerPool::reserve() {
  const std::scoped_lock lock(mutex_);
  if (is_stopping_ || owed_ >= options_.waiting_max) return false;
  ++owed_;
  return true;
}

void WorkerPool::queue(Job job) {
  {
    const std::scoped_lock lock(mutex_);
    waiting_.push_back(std::move(job));
  }
  has_work_.notify_one();
}

void WorkerPool::serve() noexcept {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      has_work_.wait(lock, [this] { return !waiting_.empty() || (is_stopping_ && owed_ == 0); });
      if (waiting_.empty()) return;
      job = std::move(waiting_.front());
      waiting_.pop_front();
      // The last one lets the others see that nothing more comes.
      if (--owed_ == 0 && is_stopping_) has_work_.notify_all();
    }
    job();
  }
}

// The place is reserved before the coroutine suspends, so a refusal costs no trip to the pool.
Awaitable<bool> WorkerPool::run_job(Job job) {
  if (!reserve()) co_return false;
  const Executor executor = co_await asio::this_coro::executor;
  auto initiate = [this, executor, &job](auto handler) {
    queue([&job, handler = std::move(handler),
           loop = asio::executor_work_guard<Executor>(executor)]() mutable {
      job();
      asio::post(loop.get_executor(), std::move(handler));
    });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<Executor>&, void()>(initiate,
                                                                                use_awaitable);
  co_return true;
}

}  // namespace parley
