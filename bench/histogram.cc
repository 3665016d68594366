#include "bench/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace parley::bench {

void Histogram::add(std::chrono::nanoseconds latency) {
  const auto value = std::max(latency, std::chrono::nanoseconds{0});
  ++counts_[bucket_of(static_cast<std::uint64_t>(value.count()))];
  ++count_;
  max_ = std::max(max_, value);
}

std::chrono::nanoseconds Histogram::quantile(double share) const {
  const auto wanted = static_cast<std::uint64_t>(
      std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
    seen += counts_[bucket];
    if (seen == 0 || seen < wanted) continue;
    const auto last = static_cast<std::int64_t>(last_value_of(bucket));
    return std::min(std::chrono::nanoseconds{last}, max_);
  }
  return std::chrono::nanoseconds{0};
}

std::size_t Histogram::bucket_of(std::uint64_t value) {
  const auto width = static_cast<std::size_t>(std::bit_width(value));
  if (width <= kPrecisionBits) return static_cast<std::size_t>(value);
  const std::size_t shift = width - kPrecisionBits;
  return shift * kHalf + static_cast<std::size_t>(value >> shift);
}

std::uint64_t Histogram::last_value_of(std::size_t bucket) {
  if (bucket < 2 * kHalf) return bucket;
  const std::size_t shift = bucket / kHalf - 1;
  return ((bucket - shift * kHalf + 1) << shift) - 1;
}

}  // namespace parley::bench
