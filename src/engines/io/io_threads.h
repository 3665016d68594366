// The event loops of a server, one thread each. What is started on a loop stays on its thread, so
// it shares no state with the others; crossing over is a post.
#pragma once

#include <boost/asio/post.hpp>
#include <cstddef>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "engines/io/io.h"

namespace parley {

// Owned by the server, made before everything that runs on the loops and destroyed after it.
class IoThreads {
 public:
  // Starts `count` loops, at least one.
  explicit IoThreads(std::size_t count);
  // Stops and joins.
  ~IoThreads();
  IoThreads(const IoThreads&) = delete;
  IoThreads& operator=(const IoThreads&) = delete;

  std::size_t size() const { return loops_.size(); }
  Executor executor(std::size_t index) const;

  // Runs `work` on a loop, from any thread, after what was posted before. An exception that leaves
  // it ends the process.
  template <class Work>
  void post(std::size_t index, Work&& work) {
    asio::post(executor(index), std::forward<Work>(work));
  }

  // Ends the loops and joins their threads. What is still waiting on them is not run, and is
  // destroyed with this object: so first end what runs (Scope), then stop. Again: nothing.
  void stop();

 private:
  struct Loop;

  std::vector<std::unique_ptr<Loop>> loops_;
  std::vector<std::thread> threads_;
};

}  // namespace parley
