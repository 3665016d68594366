#include "presence/presence_bus_local.h"

#include <utility>

namespace parley {

PresenceBusLocal::PresenceBusLocal(IoThreads& threads, Metrics& metrics)
    : threads_(threads),
      lost_(metrics.counter("parley_hints_lost_total",
                            "Typing, presence and markers dropped because a loop was behind.")) {
  for (std::size_t index = 0; index < threads.size(); ++index) {
    desks_.push_back(std::make_unique<Desk>());
  }
}

void PresenceBusLocal::connect(std::size_t index, Take take) {
  desks_[index]->take = std::move(take);
}

void PresenceBusLocal::publish(const Hint& hint) {
  for (std::size_t index = 0; index < desks_.size(); ++index) {
    Desk& desk = *desks_[index];
    std::size_t before = 0;
    {
      const std::lock_guard lock(desk.mutex);
      before = desk.waiting.size();
      if (before < kWaitingMax) desk.waiting.push_back(hint);
    }
    if (before == 0) threads_.post(index, [this, index] { hand_over(index); });
    if (before >= kWaitingMax) lost_.add();
  }
}

void PresenceBusLocal::hand_over(std::size_t index) {
  Desk& desk = *desks_[index];
  std::vector<Hint> hints;
  {
    const std::lock_guard lock(desk.mutex);
    hints.swap(desk.waiting);
  }
  desk.take(std::move(hints));
}

}  // namespace parley
