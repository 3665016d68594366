// When the memory layer of the store is carried down to disk, and the thread that does it.
//
// A checkpoint bounds three things: the memory of the top layer, the time that a restart takes to
// apply the log, and the disk that the log occupies. One that fails is tried again, later each
// time; meanwhile the log is not trimmed, so nothing is lost.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>

#include "base/error.h"
#include "base/ids.h"
#include "base/time.h"
#include "store/chat_store_layered.h"

namespace parley {

struct CheckpointPolicy {
  std::size_t commands = 200'000;
  std::size_t bytes = std::size_t{64} << 20;
  Milliseconds age{10'000};         // Since the last checkpoint began, if anything was written.
  Milliseconds first_retry{500};    // After a failure; doubles with each further one,
  Milliseconds last_retry{30'000};  // up to this.
  std::size_t bytes_max = std::size_t{256} << 20;  // Above it, is_behind().
};

// Whether a layer of this usage is due, `since` having passed since the last checkpoint began.
bool checkpoint_due(const LayerUsage& usage, Milliseconds since, const CheckpointPolicy& policy);

// How long to wait after `failures` (at least 1) failures in a row.
Milliseconds checkpoint_retry(std::size_t failures, const CheckpointPolicy& policy);

class Checkpointer {
 public:
  // Called after a flush, on the thread that made the checkpoint: the log may be trimmed so far.
  using OnFlushed = std::function<void(Position through)>;
  // Called with each failure.
  using OnFailed = std::function<void(const Error& error)>;

  Checkpointer(ChatStoreLayered& store, const Clock& clock, OnFlushed on_flushed,
               OnFailed on_failed, const CheckpointPolicy& policy = {});
  ~Checkpointer();

  // Runs the thread, at low priority. Without it, step() is called by hand (tests, simulation).
  void start();
  // Ends the thread after the checkpoint under way. Twice is once.
  void stop();

  // Looks whether a checkpoint is due and makes it. True if one was made. One thread at a time.
  bool step();

  // Makes a checkpoint of everything written so far, whether due or not: what a server that shuts
  // down does after stop().
  Result<> checkpoint_now();

  // True if checkpoints do not keep up and the memory layer is above its limit: submissions have
  // to be refused until it is false. Any thread.
  bool is_behind() const;

 private:
  void run();
  Result<> write_frozen();

  ChatStoreLayered& store_;
  const Clock& clock_;
  const OnFlushed on_flushed_;
  const OnFailed on_failed_;
  const CheckpointPolicy policy_;

  // Of the thread that steps.
  Milliseconds last_start_;
  Milliseconds retry_at_{};
  std::size_t failures_ = 0;

  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;  // Under mutex_.
  std::thread thread_;
};

}  // namespace parley
