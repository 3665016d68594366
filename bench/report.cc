#include "bench/report.h"

#include <fmt/format.h>

namespace parley::bench {

void Report::put(std::string_view name, double value) {
  put_raw(name, fmt::format("{:.3f}", value));
}

void Report::put(std::string_view name, std::uint64_t value) {
  put_raw(name, fmt::format("{}", value));
}

void Report::put(std::string_view name, std::string_view text) {
  put_raw(name, fmt::format("\"{}\"", text));
}

void Report::put_latency(std::string_view prefix, const Histogram& histogram) {
  put(fmt::format("{}_p50_us", prefix), microseconds(histogram.quantile(0.5)));
  put(fmt::format("{}_p99_us", prefix), microseconds(histogram.quantile(0.99)));
  put(fmt::format("{}_p999_us", prefix), microseconds(histogram.quantile(0.999)));
  put(fmt::format("{}_max_us", prefix), microseconds(histogram.max()));
}

void Report::put_raw(std::string_view name, std::string_view value) {
  if (!members_.empty()) members_ += ',';
  fmt::format_to(std::back_inserter(members_), "\"{}\":{}", name, value);
}

double microseconds(std::chrono::nanoseconds time) {
  return static_cast<double>(time.count()) / 1e3;
}
double milliseconds(std::chrono::nanoseconds time) {
  return static_cast<double>(time.count()) / 1e6;
}

}  // namespace parley::bench
