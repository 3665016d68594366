// The bus of one process: a desk a loop. What is published until a loop gets to it crosses in one
// post.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "base/metrics.h"
#include "engines/io/io_threads.h"
#include "presence/presence_bus.h"

namespace parley {

// Owned by the server. Desks are connected before anybody publishes, and outlive the loops.
class PresenceBusLocal final : public PresenceBus {
 public:
  // Called on the loop's thread.
  using Take = std::function<void(std::vector<Hint>)>;

  PresenceBusLocal(IoThreads& threads, Metrics& metrics);

  // The desk of loop `index` takes its hints by `take`. Once for each loop.
  void connect(std::size_t index, Take take);

  void publish(const Hint& hint) override;

  // Hints that wait for one loop; above it they are lost.
  static constexpr std::size_t kWaitingMax = 50'000;

 private:
  struct Desk {
    Take take;
    std::mutex mutex;
    std::vector<Hint> waiting;  // Under mutex.
  };

  void hand_over(std::size_t index);

  IoThreads& threads_;
  Counter& lost_;
  std::vector<std::unique_ptr<Desk>> desks_;
};

}  // namespace parley
