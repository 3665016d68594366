// A histogram of latencies in the manner of HdrHistogram: buckets grow with the value, so that
// every quantile is exact to within 1 % from one nanosecond to centuries, in 58 KiB and without a
// float.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace parley::bench {

class Histogram {
 public:
  // Counts a latency; one below zero counts as zero.
  void add(std::chrono::nanoseconds latency);

  std::uint64_t count() const { return count_; }
  std::chrono::nanoseconds max() const { return max_; }
  // The least latency that `share` of all (0 to 1) do not exceed, rounded up to the end of its
  // bucket but never above max(). Zero where nothing was counted.
  std::chrono::nanoseconds quantile(double share) const;

 private:
  // Values below 2^kPrecisionBits have a bucket each; above, every power of two is cut into
  // 2^(kPrecisionBits - 1) equal buckets.
  static constexpr std::size_t kPrecisionBits = 8;
  static constexpr std::size_t kHalf = std::size_t{1} << (kPrecisionBits - 1);
  static constexpr std::size_t kBuckets = (64 - kPrecisionBits + 2) * kHalf;

  static std::size_t bucket_of(std::uint64_t value);
  static std::uint64_t last_value_of(std::size_t bucket);

  std::array<std::uint64_t, kBuckets> counts_{};
  std::uint64_t count_ = 0;
  std::chrono::nanoseconds max_{0};
};

}  // namespace parley::bench
