#include "store/checkpointer.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "base/thread_name.h"

namespace parley {
namespace {

// How often the thread looks. A look is cheap.
constexpr Milliseconds kLook{100};
constexpr int kLowPriority = 10;

}  // namespace

bool checkpoint_due(const LayerUsage& usage, Milliseconds since, const CheckpointPolicy& policy) {
  const bool is_untouched = usage.rows == 0 && usage.commands == 0;
  return usage.commands >= policy.commands || usage.bytes >= policy.bytes ||
         (since >= policy.age && !is_untouched);
}

Milliseconds checkpoint_retry(std::size_t failures, const CheckpointPolicy& policy) {
  Milliseconds wait = policy.first_retry;
  while (--failures > 0 && wait < policy.last_retry) wait *= 2;
  return std::min(wait, policy.last_retry);
}

Checkpointer::Checkpointer(ChatStoreLayered& store, const Clock& clock, OnFlushed on_flushed,
                           OnFailed on_failed, const CheckpointPolicy& policy)
    : store_(store),
      clock_(clock),
      on_flushed_(std::move(on_flushed)),
      on_failed_(std::move(on_failed)),
      policy_(policy),
      last_start_(clock.monotonic()) {}

Checkpointer::~Checkpointer() { stop(); }

void Checkpointer::start() {
  thread_ = std::thread([this] {
    name_thread("checkpoint");
    run();
  });
}

void Checkpointer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Checkpointer::run() {
  // Linux keeps a nice value for each thread. Without it a checkpoint is only less polite.
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kLowPriority);
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    step();
    lock.lock();
    stopped_.wait_for(lock, kLook, [this] { return stopping_; });
  }
}

bool Checkpointer::step() {
  const Milliseconds now = clock_.monotonic();
  if (failures_ > 0) {
    if (now < retry_at_) return false;
  } else {
    if (!checkpoint_due(store_.usage(), now - last_start_, policy_)) return false;
    last_start_ = now;
    store_.freeze();
  }
  return write_frozen().has_value();
}

Result<> Checkpointer::checkpoint_now() {
  // What an earlier failure left frozen goes first, and makes room for the top.
  if (auto written = write_frozen(); !written) return written;
  if (!store_.freeze()) return {};
  return write_frozen();
}

Result<> Checkpointer::write_frozen() {
  auto written = store_.write_checkpoint();
  if (!written) {
    retry_at_ = clock_.monotonic() + checkpoint_retry(++failures_, policy_);
    on_failed_(written.error());
    return written;
  }
  failures_ = 0;
  on_flushed_(store_.checkpoint_position());
  return written;
}

bool Checkpointer::is_behind() const { return store_.usage().bytes > policy_.bytes_max; }

}  // namespace parley
