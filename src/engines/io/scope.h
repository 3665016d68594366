// Nothing is detached (style rule 23): what is started belongs to a Scope, which can cancel it and
// wait for it.
#pragma once

#include <cstddef>

#include "base/time.h"
#include "engines/io/io.h"
#include "engines/io/signal.h"

namespace parley {

// Owns the coroutines started through it. One loop, on whose thread every call is made. Before it
// is destroyed all must have ended: cancel(), then wait_for().
class Scope {
 public:
  explicit Scope(Executor executor);
  ~Scope();
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

  // Starts `task`, at once or in a later turn of the loop. Its arguments must be values, for they
  // outlive the caller. An exception that leaves it ends the process, unless it is that of a
  // cancellation.
  void start(Awaitable<> task);

  // Asks all that runs to end: the operation that each waits for ends with operation_aborted.
  void cancel();

  std::size_t running() const { return running_; }

  // True when nothing runs any more, false if that is not so after `most`. One waiter at a time,
  // and none that runs in this scope.
  Awaitable<bool> wait_for(Milliseconds most);

 private:
  struct Task;

  Executor executor_;
  Signal none_left_;
  Task* first_ = nullptr;
  std::size_t running_ = 0;
};

}  // namespace parley
