#include "base/rate.h"

namespace parley {
namespace {

constexpr Milliseconds kNever{24 * 3'600 * 1'000};

std::unexpected<Error> limited(Milliseconds retry_after) {
  return fail(Errc::RateLimited, {}, std::max(retry_after, Milliseconds{1}));
}

}  // namespace

std::int64_t TokenBucket::thousandths_at(Milliseconds now) const {
  const std::int64_t elapsed = std::max<std::int64_t>(0, (now - refilled_).count());
  const std::int64_t a_millisecond = shape_.a_second;
  // Compared by division: after a long pause the product would not fit.
  const std::int64_t missing = capacity() - thousandths_;
  if (a_millisecond != 0 && elapsed > missing / a_millisecond) return capacity();
  return thousandths_ + a_millisecond * elapsed;
}

Result<> TokenBucket::take(Milliseconds now, std::uint64_t amount) {
  thousandths_ = thousandths_at(now);
  refilled_ = std::max(refilled_, now);
  if (amount > shape_.burst) return limited(kNever);
  const auto wanted = static_cast<std::int64_t>(amount) * 1'000;
  if (wanted <= thousandths_) {
    thousandths_ -= wanted;
    return {};
  }
  if (shape_.a_second == 0) return limited(kNever);
  const std::int64_t missing = wanted - thousandths_;
  return limited(Milliseconds{(missing + shape_.a_second - 1) / shape_.a_second});
}

bool TokenBucket::is_idle(Milliseconds now) const { return thousandths_at(now) == capacity(); }

void SlidingWindow::forget(Milliseconds now) {
  const auto counting =
      std::ranges::find_if(slots_, [&](const Slot& slot) { return now < end_of(slot.number); });
  for (auto slot = slots_.begin(); slot != counting; ++slot) sum_ -= slot->amount;
  slots_.erase(slots_.begin(), counting);
}

Result<> SlidingWindow::take(Milliseconds now, std::uint64_t amount) {
  forget(now);
  if (amount > shape_.limit) return limited(kNever);
  if (sum_ + amount <= shape_.limit) {
    const std::int64_t number = now.count() / slot_ms();
    if (slots_.empty() || slots_.back().number < number) slots_.push_back({number, 0});
    slots_.back().amount += amount;
    sum_ += amount;
    return {};
  }
  std::uint64_t too_many = sum_ + amount - shape_.limit;
  for (const Slot& slot : slots_) {
    if (slot.amount >= too_many) return limited(end_of(slot.number) - now);
    too_many -= slot.amount;
  }
  return limited(kNever);
}

bool SlidingWindow::is_idle(Milliseconds now) const {
  return slots_.empty() || end_of(slots_.back().number) <= now;
}

}  // namespace parley
