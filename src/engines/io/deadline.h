// A time by which the operations on a socket must be over.
#pragma once

#include <memory>

#include "base/time.h"
#include "engines/io/io.h"

namespace parley {

// While armed, it watches one socket: from the time on, every operation on the socket ends with
// operation_aborted until it is disarmed or armed anew, and expired() says why. The socket stays
// open, to say good-bye on. One loop; the socket outlives it.
//
//   deadline.arm(kHeadWait);
//   … any number of reads …
//   deadline.disarm();
class Deadline {
 public:
  explicit Deadline(Socket& socket);
  ~Deadline();
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  // From now on `after` holds, in place of what was armed before.
  void arm(Milliseconds after);
  void disarm();
  // True if the last time armed has come. arm() forgets it.
  bool expired() const;

 private:
  struct State;

  std::shared_ptr<State> state_;  // Shared with the timer's handler, which may run after us.
};

}  // namespace parley
