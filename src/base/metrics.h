// Figures for the operator, in the text form that Prometheus reads.
//
// A Metrics object owns its counters, gauges and histograms and lives as long as the server. A part
// registers what it counts once, at its start, and keeps the reference: adding to it is one relaxed
// atomic operation, on any thread. Names are snake_case with the unit last (`_seconds`, `_bytes`);
// a counter ends in `_total`.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley {

// Grows until the process ends.
class alignas(64) Counter {
 public:
  void add(std::uint64_t amount = 1) { value_.fetch_add(amount, std::memory_order_relaxed); }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

// Goes up and down.
class alignas(64) Gauge {
 public:
  void add(std::int64_t amount) { value_.fetch_add(amount, std::memory_order_relaxed); }
  void set(std::int64_t value) { value_.store(value, std::memory_order_relaxed); }
  std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

// Counts values by the first bound they do not exceed.
class alignas(64) Histogram {
 public:
  // `upper_bounds` ascend; a last one without end is added.
  explicit Histogram(std::span<const double> upper_bounds);

  void observe(double value);

  struct Bucket {
    double upper_bound;
    std::uint64_t cumulative_count;  // Of the values at or below the bound.
  };
  std::vector<Bucket> buckets() const;
  double sum() const { return sum_.load(std::memory_order_relaxed); }

 private:
  std::vector<double> upper_bounds_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> counts_;  // One more than the bounds.
  std::atomic<double> sum_{0};
};

// Bounds for waits and works between 100 µs and 10 s.
inline constexpr double kSecondsBounds[] = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005,
                                            0.01,   0.025,   0.05,   0.1,   0.25,   0.5,
                                            1,      2.5,     5,      10};

class Metrics {
 public:
  // A name and a value each, known at the start: {{"type", "send"}}. Never an id.
  using Labels = std::vector<std::pair<std::string, std::string>>;

  Metrics();
  ~Metrics();

  // The pair of name and labels must be new, the name well-formed, and help and kind the same for
  // all labels of a name: anything else is a mistake in the program and ends it.
  Counter& counter(std::string_view name, std::string_view help, Labels labels = {});
  Gauge& gauge(std::string_view name, std::string_view help, Labels labels = {});
  Histogram& histogram(std::string_view name, std::string_view help,
                       std::span<const double> upper_bounds = kSecondsBounds, Labels labels = {});
  // A gauge whose value is asked for by expose(): `read` is called then, on that thread.
  void gauge_read(std::string_view name, std::string_view help, std::function<double()> read,
                  Labels labels = {});

  // Everything registered, in the text format 0.0.4, ordered by name. Any thread.
  std::string expose() const;

 private:
  struct Registry;
  std::unique_ptr<Registry> registry_;
};

}  // namespace parley
