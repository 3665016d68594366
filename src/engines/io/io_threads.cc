#include "engines/io/io_threads.h"

#include <boost/asio/executor_work_guard.hpp>

#include "base/check.h"
#include "base/thread_name.h"

namespace parley {

// The hint 1 tells Asio that one thread runs the loop, which saves it some locking.
struct IoThreads::Loop {
  asio::io_context context{1};
  asio::executor_work_guard<Executor> work{context.get_executor()};
};

IoThreads::IoThreads(std::size_t count) {
  PARLEY_CHECK(count > 0);
  for (std::size_t i = 0; i < count; ++i) loops_.push_back(std::make_unique<Loop>());
  for (const auto& loop : loops_) {
    threads_.emplace_back([context = &loop->context]() noexcept {
      name_thread("io");
      context->run();
    });
  }
}

IoThreads::~IoThreads() { stop(); }

Executor IoThreads::executor(std::size_t index) const {
  PARLEY_CHECK(index < loops_.size());
  return loops_[index]->context.get_executor();
}

void IoThreads::stop() {
  for (const auto& loop : loops_) loop->context.stop();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

}  // namespace parley
