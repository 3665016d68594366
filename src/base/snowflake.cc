#include "base/snowflake.h"

#include "base/check.h"

namespace parley {
namespace {

constexpr int kNodeBits = 10;
constexpr int kSequenceBits = 12;
constexpr std::uint64_t kSequences = 1U << kSequenceBits;

}  // namespace

SnowflakeMaker::SnowflakeMaker(const Clock& clock, Random& random, NodeNumber node)
    : clock_(clock), random_(random), node_(static_cast<std::uint64_t>(node)) {
  PARLEY_CHECK(node_ < 1U << kNodeBits);
}

std::uint64_t SnowflakeMaker::next_bits() {
  const std::lock_guard lock(mutex_);
  const std::int64_t now = to_number(clock_.now()) - to_number(kIdEpoch);
  const bool is_later = now > ms_;
  if (is_later || given_ == kSequences || ms_ == 0) {
    ms_ = is_later ? now : ms_ + 1;
    start_ = random_.below(kSequences);
    given_ = 0;
  }
  const std::uint64_t sequence = (start_ + given_++) % kSequences;
  return static_cast<std::uint64_t>(ms_) << (kNodeBits + kSequenceBits) | node_ << kSequenceBits |
         sequence;
}

TimeMs time_of_id(std::uint64_t bits) {
  return kIdEpoch + Milliseconds{static_cast<std::int64_t>(bits >> (kNodeBits + kSequenceBits))};
}

}  // namespace parley
