// Bytes from standard input, brought to the loop.
//
// A thread reads them: a file has no readiness that a loop could wait for, and a terminal that is
// set to non-blocking would be so for the shell that shares it.
#pragma once

#include <functional>
#include <string>
#include <thread>

#include "engines/io/io.h"

namespace parley::terminal {

// Made and ended by the thread of the loop.
class Keyboard {
 public:
  // `take` is called on the loop with what came; with nothing, at the end of the input.
  Keyboard(Executor executor, int in, std::function<void(std::string)> take);
  ~Keyboard();
  Keyboard(const Keyboard&) = delete;
  Keyboard& operator=(const Keyboard&) = delete;

 private:
  void read_all(int in);

  Executor executor_;
  std::function<void(std::string)> take_;
  int wake_ = -1;  // An eventfd: the end of the thread.
  std::thread thread_;
};

}  // namespace parley::terminal
