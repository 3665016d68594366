#include "log/log_measured.h"

#include <chrono>

namespace parley {

Result<Position> LogMeasured::append(std::span<const std::string_view> records, TimeMs at) {
  const auto began = std::chrono::steady_clock::now();
  auto first = below_.append(records, at);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  append_seconds_.observe(took.count());
  return first;
}

}  // namespace parley
