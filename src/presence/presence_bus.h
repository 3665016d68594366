// The port by which hints travel between those who hold sockets: the loops of one process, and in
// a cluster its chat servers.
//
// Contract: a hint reaches every desk, that of its sender too, at most once; it may be lost. Hints
// of one sender keep their order. publish() never waits.
#pragma once

#include "presence/hints.h"

namespace parley {

class PresenceBus {
 public:
  virtual ~PresenceBus() = default;

  // Any thread.
  virtual void publish(const Hint& hint) = 0;
};

}  // namespace parley
