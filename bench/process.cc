#include "bench/process.h"

#include <ctime>
#include <fstream>
#include <string>

namespace parley::bench {

Result<std::chrono::nanoseconds> ServerProcess::cpu() const {
  clockid_t clock{};
  timespec time{};
  if (::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &time) != 0) {
    return fail(Errc::NotFound, "no CPU clock of process " + std::to_string(pid_));
  }
  return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

Result<Memory> ServerProcess::memory() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/smaps_rollup");
  Memory memory;
  std::string line;
  while (std::getline(file, line)) {
    const auto value = line.find_first_of("0123456789");
    if (line.starts_with("Rss:")) memory.rss_kib = std::stoull(line.substr(value));
    if (line.starts_with("Pss:")) memory.pss_kib = std::stoull(line.substr(value));
  }
  if (memory.rss_kib == 0) {
    return fail(Errc::NotFound, "no memory figures of process " + std::to_string(pid_));
  }
  return memory;
}

}  // namespace parley::bench
