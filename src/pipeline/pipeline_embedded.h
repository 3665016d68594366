// The pipeline of one process: journal, applier and checkpoints, a thread each.
//
//   edges ──submit──▶ GroupWriter ──committed group──▶ applier thread ──one batch an edge──▶ edges
//                     (log thread)                     decide, place, write
//                                                          │ top layer due
//                                                          ▼
//                                                     Checkpointer (its own thread) ──▶ log.trim
//
// At start() it replays the log from the store's checkpoint on, so that states are never behind
// what was accepted; nothing is told then, for nobody listens yet.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/metrics.h"
#include "log/group_writer.h"
#include "pipeline/applied_listener.h"
#include "pipeline/applier.h"
#include "pipeline/audience.h"
#include "pipeline/marker_listener.h"
#include "pipeline/pipeline.h"
#include "store/chat_store_layered.h"
#include "store/checkpointer.h"

namespace parley {

struct EmbeddedOptions {
  GroupWriterOptions writer;
  CheckpointPolicy checkpoints;
  std::size_t in_flight_max = 40'000;  // Submissions taken and not yet answered.
  Milliseconds store_retry{100};       // Between two tries to apply a command.
};

class PipelineEmbedded final : public Pipeline, private CommitListener {
 public:
  struct Parts {
    Log& log;
    ChatStoreLayered& store;
    const Clock& clock;
    const Audience& audience;
    Metrics& metrics;
  };

  PipelineEmbedded(const Parts& parts, const EmbeddedOptions& options);
  ~PipelineEmbedded() override;

  // Edge n is told of what concerns it. All are added before start() and outlive stop().
  void add_edge(Edge& edge) { edges_.push_back(&edge); }

  // While it is kept, the log loses no record that the store's last checkpoint lacks: for copying
  // both. Any thread.
  void keep_log(bool is_kept) { is_log_kept_ = is_kept; }

  // Who follows what is applied, from recover() on. Set before it, and outlives stop().
  void set_listener(AppliedListener& listener) { listener_ = &listener; }

  // Who wants to know of markers that move, from start() on. Set before it, and outlives stop().
  void set_marker_listener(MarkerListener& listener) { marker_listener_ = &listener; }

  // Recovers the log and applies what the store lacks. Only start() and who runs no threads.
  Result<> recover();
  // recover(), and starts the threads.
  Result<> start();
  // Writes and applies what was taken, answers it, makes a checkpoint, ends the threads. Twice is
  // once.
  Result<> stop();

  Submitted submit(std::size_t edge, std::vector<Submission>& batch) override;
  void note_device(UserId user, DeviceId device, InboxSeq acked) override;
  void note_last_seen(UserId user, const LastSeen& seen) override;
  bool is_ready() const override;

  // One turn of each thread. Without start(), they are called by hand (simulation). True if there
  // was something to do and it was done.
  bool write_waiting() { return writer_->write_waiting(); }
  bool apply_waiting();
  bool checkpoint_if_due() { return checkpointer_.step(); }

 private:
  struct Waiting;
  struct Committed {
    Position first{};
    TimeMs at{};
    std::vector<LogRecord> records;
  };
  struct Figures;

  void on_committed(Position first, TimeMs at, std::span<LogRecord> group) override;
  void on_failed(const Error& error, std::span<const LogRecord> group) override;
  void on_lost(const Error& error) override;

  void add_gauges(Metrics& metrics);
  Result<> replay();
  void tell_missed(Position head);
  void apply_committed();
  bool apply_group(Committed group);
  std::optional<Applied> apply_until_done(Position position, TimeMs at,
                                          const LoggedCommand& command);
  void tell(Waiting& waiting, Applied applied);
  void tell_items(const LoggedCommand& command, const Applied& applied);
  void deliver(std::shared_ptr<const std::string> item, std::span<const Delivery::To> to);
  void post_batches();
  void tell_marker(UserId user, const Item& item);
  void write_marks();

  Log& log_;
  ChatStoreLayered& store_;
  const Clock& clock_;
  const Audience& audience_;
  const EmbeddedOptions options_;
  std::unique_ptr<Figures> figures_;
  Applier applier_;
  std::optional<GroupWriter> writer_;  // From recover() on.
  Checkpointer checkpointer_;
  std::vector<Edge*> edges_;
  AppliedListener* listener_ = nullptr;
  MarkerListener* marker_listener_ = nullptr;
  std::atomic<std::size_t> in_flight_{0};
  std::atomic<bool> is_log_kept_{false};
  std::atomic<Milliseconds> checkpointed_at_;  // By the monotonic clock.

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Committed> committed_;  // Under mutex_, as are the next three.
  std::map<std::pair<UserId, DeviceId>, InboxSeq> devices_;
  std::map<UserId, LastSeen> last_seen_;
  bool stopping_ = false;

  // The applier's thread only.
  std::vector<EdgeBatch> batches_;  // One an edge.
  bool has_given_up_ = false;       // It was to stop while the store could not be read.
  std::thread thread_;
};

}  // namespace parley
