// CPU time and memory of the server under test, as the kernel counts them for its process.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>

#include "base/error.h"

namespace parley::bench {

struct Memory {
  std::uint64_t rss_kib = 0;
  std::uint64_t pss_kib = 0;
};

class ServerProcess {
 public:
  explicit ServerProcess(pid_t pid) : pid_(pid) {}

  // User and system time of all its threads, those that ended too. To the nanosecond (the process's
  // CPU clock), where /proc/PID/stat counts in ticks of 10 ms.
  Result<std::chrono::nanoseconds> cpu() const;
  // From /proc/PID/smaps_rollup. Kernel memory, of sockets for example, is not in it.
  Result<Memory> memory() const;

 private:
  pid_t pid_;
};

}  // namespace parley::bench
