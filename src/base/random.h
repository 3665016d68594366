// Chance comes in through the constructor, as the clock does (style rule 33).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace parley {

class Random {
 public:
  virtual ~Random() = default;

  // Fills `bytes` with bits nobody can foretell (in tests: with a seeded sequence).
  virtual void fill(std::span<std::uint8_t> bytes) = 0;

  std::uint64_t u64();
  // Uniform in [0, bound); `bound` is not 0.
  std::uint64_t below(std::uint64_t bound);
};

// The kernel's (getrandom). Any thread.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

// SplitMix64 from a seed: the same sequence on every machine. One thread.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> bytes) override;

 private:
  std::uint64_t state_;
};

}  // namespace parley
