#include "base/metrics.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <limits>
#include <map>
#include <mutex>
#include <variant>

#include "base/check.h"

namespace parley {

using prometheus::ClientMetric;
using prometheus::MetricType;

namespace {

bool is_name_of_a(MetricType type, std::string_view name) {
  const bool has_good_letters = std::ranges::all_of(
      name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
  return has_good_letters && name.starts_with("parley_") &&
         name.ends_with("_total") == (type == MetricType::Counter);
}

}  // namespace

struct Metrics::Registry {
  using Value = std::variant<std::unique_ptr<Counter>, std::unique_ptr<Gauge>,
                             std::unique_ptr<Histogram>, std::function<double()>>;
  struct Series {
    Labels labels;
    Value value;
  };
  struct Family {
    std::string help;
    MetricType type;
    std::vector<Series> series;
  };

  void add(MetricType type, std::string_view name, std::string_view help, Labels labels,
           Value value) {
    PARLEY_CHECK(is_name_of_a(type, name));
    const std::lock_guard lock(mutex);
    Family& family =
        families.try_emplace(std::string(name), Family{std::string(help), type, {}}).first->second;
    PARLEY_CHECK(family.type == type && family.help == help);
    for (const Series& known : family.series) PARLEY_CHECK(known.labels != labels);
    family.series.push_back({std::move(labels), std::move(value)});
  }

  static ClientMetric read(const Series& series);

  std::mutex mutex;  // Guards the list; the values are atomic.
  std::map<std::string, Family> families;
};

ClientMetric Metrics::Registry::read(const Series& series) {
  ClientMetric metric;
  for (const auto& [name, value] : series.labels) metric.label.push_back({name, value});
  if (const auto* counter = std::get_if<std::unique_ptr<Counter>>(&series.value)) {
    metric.counter.value = static_cast<double>((*counter)->value());
  } else if (const auto* gauge = std::get_if<std::unique_ptr<Gauge>>(&series.value)) {
    metric.gauge.value = static_cast<double>((*gauge)->value());
  } else if (const auto* histogram = std::get_if<std::unique_ptr<Histogram>>(&series.value)) {
    const std::vector<Histogram::Bucket> buckets = (*histogram)->buckets();
    for (const auto& [upper_bound, count] : buckets) {
      metric.histogram.bucket.push_back({count, upper_bound});
    }
    metric.histogram.sample_count = buckets.back().cumulative_count;
    metric.histogram.sample_sum = (*histogram)->sum();
  } else {
    metric.gauge.value = std::get<std::function<double()>>(series.value)();
  }
  return metric;
}

Histogram::Histogram(std::span<const double> upper_bounds)
    : upper_bounds_(upper_bounds.begin(), upper_bounds.end()),
      counts_(std::make_unique<std::atomic<std::uint64_t>[]>(upper_bounds.size() + 1)) {
  PARLEY_CHECK(std::ranges::is_sorted(upper_bounds_));
}

void Histogram::observe(double value) {
  const auto bound = std::ranges::lower_bound(upper_bounds_, value) - upper_bounds_.begin();
  counts_[static_cast<std::size_t>(bound)].fetch_add(1, std::memory_order_relaxed);
  sum_.fetch_add(value, std::memory_order_relaxed);
}

std::vector<Histogram::Bucket> Histogram::buckets() const {
  std::vector<Bucket> buckets;
  std::uint64_t cumulative_count = 0;
  for (std::size_t i = 0; i <= upper_bounds_.size(); ++i) {
    cumulative_count += counts_[i].load(std::memory_order_relaxed);
    const bool is_last = i == upper_bounds_.size();
    buckets.push_back(
        {is_last ? std::numeric_limits<double>::infinity() : upper_bounds_[i], cumulative_count});
  }
  return buckets;
}

Metrics::Metrics() : registry_(std::make_unique<Registry>()) {}
Metrics::~Metrics() = default;

Counter& Metrics::counter(std::string_view name, std::string_view help, Labels labels) {
  auto owned = std::make_unique<Counter>();
  Counter& counter = *owned;
  registry_->add(MetricType::Counter, name, help, std::move(labels), std::move(owned));
  return counter;
}

Gauge& Metrics::gauge(std::string_view name, std::string_view help, Labels labels) {
  auto owned = std::make_unique<Gauge>();
  Gauge& gauge = *owned;
  registry_->add(MetricType::Gauge, name, help, std::move(labels), std::move(owned));
  return gauge;
}

Histogram& Metrics::histogram(std::string_view name, std::string_view help,
                              std::span<const double> upper_bounds, Labels labels) {
  auto owned = std::make_unique<Histogram>(upper_bounds);
  Histogram& histogram = *owned;
  registry_->add(MetricType::Histogram, name, help, std::move(labels), std::move(owned));
  return histogram;
}

void Metrics::gauge_read(std::string_view name, std::string_view help, std::function<double()> read,
                         Labels labels) {
  registry_->add(MetricType::Gauge, name, help, std::move(labels), std::move(read));
}

std::string Metrics::expose() const {
  std::vector<prometheus::MetricFamily> families;
  const std::lock_guard lock(registry_->mutex);
  for (const auto& [name, family] : registry_->families) {
    prometheus::MetricFamily& out = families.emplace_back();
    out.name = name;
    out.help = family.help;
    out.type = family.type;
    for (const auto& series : family.series) out.metric.push_back(Registry::read(series));
  }
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace parley
