#include "server/background.h"

#include <utility>

#include "base/log.h"

namespace parley {
namespace {

constexpr Milliseconds kBeat{500};
constexpr Milliseconds kRevocationBeat{5'000};
constexpr Milliseconds kSeenBeat{10'000};
constexpr Milliseconds kSweepBeat{3'600'000};

}  // namespace

Background::Background(const Parts& parts, OnRevoked on_revoked)
    : parts_(parts), on_revoked_(std::move(on_revoked)) {}

Background::~Background() { stop(); }

void Background::start() {
  poll_revocations();
  if (const auto resumed = parts_.deletions.resume_all(); !resumed) {
    log_error("deletion_jobs_failed", {{"error", resumed.error()}});
  }
  thread_ = std::thread([this] { run(); });
}

void Background::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  woken_.notify_one();
  thread_.join();
  record_seen();
}

void Background::hurry() {
  {
    const std::lock_guard lock(mutex_);
    is_hurried_ = true;
  }
  woken_.notify_one();
}

void Background::run() {
  bool has_more = false;
  for (;;) {
    bool is_hurried = false;
    {
      std::unique_lock lock(mutex_);
      const Milliseconds wait = has_more ? Milliseconds{0} : kBeat;
      woken_.wait_for(lock, wait, [this] { return is_hurried_ || is_stopping_; });
      if (is_stopping_) return;
      is_hurried = std::exchange(is_hurried_, false);
    }
    const Milliseconds now = parts_.clock.monotonic();
    if (is_hurried || now - polled_at_ >= kRevocationBeat) poll_revocations();
    has_more = carry_outbox();
    if (now - seen_at_ >= kSeenBeat) record_seen();
    if (const auto done = parts_.deletions.run_due_jobs(); !done) {
      log_error("deletion_jobs_failed", {{"error", done.error()}});
    }
    if (now - swept_at_ >= kSweepBeat) sweep_expired();
  }
}

void Background::poll_revocations() {
  polled_at_ = parts_.clock.monotonic();
  const auto revoked = parts_.tickets.poll();
  if (!revoked) {
    log_error("revocation_poll_failed", {{"error", revoked.error()}});
  } else if (!revoked->empty()) {
    on_revoked_(*revoked);
  }
}

// One page, so that a long outbox does not hold up the rest. True if there is more.
bool Background::carry_outbox() {
  const auto carried = parts_.outbox.run_once();
  if (!carried) log_error("outbox_failed", {{"error", carried.error()}});
  return carried && *carried == kOutboxPage;
}

void Background::record_seen() {
  seen_at_ = parts_.clock.monotonic();
  const auto sightings = parts_.seen.take();
  if (sightings.empty()) return;
  if (const auto marked = parts_.devices.mark_seen(sightings); !marked) {
    log_error("mark_seen_failed", {{"error", marked.error()}});
  }
}

void Background::sweep_expired() {
  swept_at_ = parts_.clock.monotonic();
  if (const auto swept = sweep(parts_.store, parts_.clock); !swept) {
    log_error("sweep_failed", {{"error", swept.error()}});
  }
}

}  // namespace parley
