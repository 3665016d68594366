// What a workload found: figures by name, in the order in which they were put, and as one JSON
// line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "bench/histogram.h"

namespace parley::bench {

class Report {
 public:
  void put(std::string_view name, double value);
  void put(std::string_view name, std::uint64_t value);
  // A text without a character that JSON escapes.
  void put(std::string_view name, std::string_view text);
  // `<prefix>_p50_us`, `_p99_us`, `_p999_us` and `_max_us`.
  void put_latency(std::string_view prefix, const Histogram& histogram);

  std::string json() const { return "{" + members_ + "}"; }

 private:
  void put_raw(std::string_view name, std::string_view value);

  std::string members_;
};

double microseconds(std::chrono::nanoseconds time);
double milliseconds(std::chrono::nanoseconds time);

}  // namespace parley::bench
