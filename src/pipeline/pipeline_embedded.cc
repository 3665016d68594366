#include "pipeline/pipeline_embedded.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "base/check.h"
#include "base/log.h"
#include "base/thread_name.h"
#include "base/try.h"
#include "pipeline/present.h"

namespace parley {
namespace {

// After this many records the edges are told, so that a large group does not keep them waiting.
constexpr std::size_t kTellRecordsMax = 256;
// How long the applier sleeps at most while there is nothing to do but marks of devices and people.
constexpr Milliseconds kIdleWait{1'000};

}  // namespace

// A submission on its way: what is needed to answer it.
struct PipelineEmbedded::Waiting final : RecordTicket {
  Waiting(std::size_t from, Submission taken) : edge(from), submission(std::move(taken)) {}

  std::size_t edge;
  Submission submission;
  bool is_in_flight = true;  // Counted, and not yet answered.
};

struct PipelineEmbedded::Figures {
  explicit Figures(Metrics& metrics)
      : submissions(metrics.counter("parley_submissions_total", "Submissions taken.")),
        refused(metrics.counter("parley_submissions_refused_total",
                                "Submissions refused because a queue was full or the log closed.")),
        applied(metrics.counter("parley_commands_applied_total", "Commands applied.")),
        items(metrics.counter("parley_items_placed_total", "Items placed in inboxes.")),
        groups(metrics.counter("parley_log_groups_total", "Durable writes of the log.")),
        log_failures(
            metrics.counter("parley_log_failures_total", "Writes of the log that failed.")),
        checkpoints(metrics.counter("parley_checkpoints_total", "Checkpoints flushed.")),
        checkpoint_failures(
            metrics.counter("parley_checkpoint_failures_total", "Checkpoints that failed.")) {}

  Counter& submissions;
  Counter& refused;
  Counter& applied;
  Counter& items;
  Counter& groups;
  Counter& log_failures;
  Counter& checkpoints;
  Counter& checkpoint_failures;
};

PipelineEmbedded::PipelineEmbedded(const Parts& parts, const EmbeddedOptions& options)
    : log_(parts.log),
      store_(parts.store),
      clock_(parts.clock),
      audience_(parts.audience),
      options_(options),
      figures_(std::make_unique<Figures>(parts.metrics)),
      applier_(parts.store),
      checkpointer_(
          parts.store, parts.clock,
          [this](Position through) {
            figures_->checkpoints.add();
            checkpointed_at_ = clock_.monotonic();
            if (!is_log_kept_) log_.trim(through);
          },
          [this](const Error& error) {
            figures_->checkpoint_failures.add();
            log_error("checkpoint_failed", {{"error", error}});
          },
          options.checkpoints),
      checkpointed_at_(parts.clock.monotonic()) {
  add_gauges(parts.metrics);
}

void PipelineEmbedded::add_gauges(Metrics& metrics) {
  metrics.gauge_read("parley_submissions_in_flight", "Submissions taken, not yet answered.",
                     [this] { return static_cast<double>(in_flight_.load()); });
  metrics.gauge_read("parley_store_top_bytes", "Bytes of rows that wait for a checkpoint.",
                     [this] { return static_cast<double>(store_.usage().bytes); });
  metrics.gauge_read("parley_log_position", "The newest record of the log.",
                     [this] { return static_cast<double>(to_number(log_.end().head)); });
  metrics.gauge_read(
      "parley_checkpoint_position", "The newest record that a crash would not have to apply again.",
      [this] { return static_cast<double>(to_number(store_.checkpoint_position())); });
  metrics.gauge_read("parley_checkpoint_age_seconds",
                     "Since the last checkpoint; it grows while there is nothing to write.",
                     [this] {
                       const Milliseconds age = clock_.monotonic() - checkpointed_at_.load();
                       return std::chrono::duration<double>(age).count();
                     });
}

PipelineEmbedded::~PipelineEmbedded() {
  if (const auto stopped = stop(); !stopped) {
    log_error("shutdown_checkpoint_failed", {{"error", stopped.error()}});
  }
}

Result<> PipelineEmbedded::recover() {
  batches_.resize(edges_.size());
  PARLEY_TRY(replay());
  CommitListener& listener = *this;
  writer_.emplace(log_, listener, clock_, options_.writer);
  return {};
}

Result<> PipelineEmbedded::start() {
  PARLEY_TRY(recover());
  checkpointer_.start();
  thread_ = std::thread([this] {
    name_thread("applier");
    apply_committed();
  });
  writer_->start();
  return {};
}

Result<> PipelineEmbedded::replay() {
  PARLEY_LET(const LogEnd end, log_.recover());
  const Position from = next(store_.checkpoint_position());
  if (to_number(from) > to_number(end.head) + 1) {
    return fail(Errc::StoreFailed, "the store is ahead of the journal: is a segment missing?");
  }
  const Milliseconds began = clock_.monotonic();
  if (listener_) tell_missed(end.head);
  Result<> applied;
  PARLEY_TRY(log_.read_from(from, [&](Position position, TimeMs at, std::string_view bytes) {
    const auto command = decode_logged_command(bytes);
    if (!command) {
      applied = std::unexpected(command.error());
      return false;
    }
    if (const auto done = applier_.apply(position, at, *command); !done) {
      applied = std::unexpected(done.error());
      return false;
    }
    figures_->applied.add();
    if (listener_) listener_->on_applied(position, *command);
    return true;
  }));
  PARLEY_TRY(applied);
  log_info("log_replayed",
           {{"from", from}, {"head", end.head}, {"duration_ms", clock_.monotonic() - began}});
  return {};
}

// What the store holds already and the listener has not heard of.
void PipelineEmbedded::tell_missed(Position head) {
  const Position from = listener_->begin(head);
  const Position through = store_.checkpoint_position();
  if (from > through) return;
  bool is_readable = true;
  const auto read = log_.read_from(from, [&](Position position, TimeMs, std::string_view bytes) {
    if (position > through) return false;
    const auto command = decode_logged_command(bytes);
    is_readable = command.has_value();
    if (is_readable) listener_->on_applied(position, *command);
    return is_readable;
  });
  if (!read || !is_readable) listener_->on_gap();
}

Result<> PipelineEmbedded::stop() {
  if (!thread_.joinable()) return {};
  writer_->stop();
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
  checkpointer_.stop();
  return checkpointer_.checkpoint_now();
}

bool PipelineEmbedded::is_ready() const { return writer_ && writer_->is_open(); }

Submitted PipelineEmbedded::submit(std::size_t edge, std::vector<Submission>& batch) {
  const std::size_t count = batch.size();
  // Counted before the writer has them, for they may be answered before enqueue() returns.
  const std::size_t before = in_flight_.fetch_add(count, std::memory_order_relaxed);
  if (before + count > options_.in_flight_max || checkpointer_.is_behind()) {
    in_flight_.fetch_sub(count, std::memory_order_relaxed);
    figures_->refused.add(count);
    return Submitted::Full;
  }
  std::vector<LogRecord> records;
  records.reserve(count);
  for (Submission& submission : batch) {
    std::string bytes;
    encode(submission.command, bytes);
    records.push_back({std::move(bytes), std::make_unique<Waiting>(edge, std::move(submission))});
  }
  const Enqueued enqueued = writer_->enqueue(records);
  if (enqueued == Enqueued::Sent) {
    figures_->submissions.add(count);
    batch.clear();
    return Submitted::Taken;
  }
  for (std::size_t i = 0; i < count; ++i) {
    batch[i] = std::move(static_cast<Waiting&>(*records[i].ticket).submission);
  }
  in_flight_.fetch_sub(count, std::memory_order_relaxed);
  figures_->refused.add(count);
  return enqueued == Enqueued::Full ? Submitted::Full : Submitted::Closed;
}

void PipelineEmbedded::note_device(UserId user, DeviceId device, InboxSeq acked) {
  const std::lock_guard lock(mutex_);
  InboxSeq& mark = devices_[{user, device}];
  mark = std::max(mark, acked);
}

void PipelineEmbedded::note_last_seen(UserId user, const LastSeen& seen) {
  const std::lock_guard lock(mutex_);
  last_seen_[user] = seen;
}

void PipelineEmbedded::on_committed(Position first, TimeMs at, std::span<LogRecord> group) {
  figures_->groups.add();
  Committed committed{first, at, {}};
  committed.records.assign(std::make_move_iterator(group.begin()),
                           std::make_move_iterator(group.end()));
  {
    const std::lock_guard lock(mutex_);
    committed_.push_back(std::move(committed));
  }
  changed_.notify_one();
}

// The records may still turn out to be in the log, so their commands stay; only who waits is told.
void PipelineEmbedded::on_failed(const Error& error, std::span<const LogRecord> group) {
  figures_->log_failures.add();
  log_error("log_write_failed", {{"error", error}, {"records", group.size()}});
  std::vector<EdgeBatch> batches(edges_.size());
  for (const LogRecord& record : group) {
    auto& waiting = static_cast<Waiting&>(*record.ticket);
    if (waiting.submission.completion) {
      batches[waiting.edge].answers.emplace_back(
          std::exchange(waiting.submission.completion, nullptr),
          fail(Errc::StoreFailed, error.detail, options_.store_retry));
    }
    waiting.is_in_flight = false;
  }
  in_flight_.fetch_sub(group.size(), std::memory_order_relaxed);
  for (std::size_t edge = 0; edge < batches.size(); ++edge) {
    if (!batches[edge].is_empty()) edges_[edge]->post(std::move(batches[edge]));
  }
}

void PipelineEmbedded::on_lost(const Error& error) {
  log_error("log_lost", {{"error", error}});
  std::_Exit(EXIT_FAILURE);
}

void PipelineEmbedded::apply_committed() {
  for (;;) {
    bool is_stopping = false;
    {
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, kIdleWait, [this] { return stopping_ || !committed_.empty(); });
      is_stopping = stopping_;  // Then nothing more is committed.
    }
    const bool has_applied = apply_waiting();
    if (is_stopping && !has_applied) return;
  }
}

bool PipelineEmbedded::apply_waiting() {
  std::vector<Committed> groups;
  {
    const std::lock_guard lock(mutex_);
    groups.swap(committed_);
  }
  for (Committed& group : groups) {
    if (has_given_up_ || !apply_group(std::move(group))) {
      has_given_up_ = true;
      return false;
    }
  }
  write_marks();
  return !groups.empty();
}

// False if it gave up on the way: then nothing may be applied any more.
bool PipelineEmbedded::apply_group(Committed group) {
  Position position = group.first;
  std::size_t untold = 0;
  for (LogRecord& record : group.records) {
    auto& waiting = static_cast<Waiting&>(*record.ticket);
    auto applied = apply_until_done(position, group.at, waiting.submission.command);
    if (!applied) return false;
    if (listener_) listener_->on_applied(position, waiting.submission.command);
    tell(waiting, *std::move(applied));
    position = next(position);
    if (++untold == kTellRecordsMax) {
      post_batches();
      untold = 0;
    }
  }
  post_batches();
  return true;
}

// States must not run ahead of the log or fall out of its order, so a store that cannot be read
// holds everything up: senders are told `overloaded` when the queue is full, and reads go on. A
// pipeline that is to stop gives up: the log has the rest, and the next life applies it.
std::optional<Applied> PipelineEmbedded::apply_until_done(Position position, TimeMs at,
                                                          const LoggedCommand& command) {
  for (;;) {
    auto applied = applier_.apply(position, at, command);
    if (applied) {
      figures_->applied.add();
      figures_->items.add(applied->items.size());
      return std::move(*applied);
    }
    log_error("apply_failed", {{"position", position}, {"error", applied.error()}});
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return std::nullopt;
    }
    std::this_thread::sleep_for(options_.store_retry);
  }
}

void PipelineEmbedded::tell(Waiting& waiting, Applied applied) {
  tell_items(waiting.submission.command, applied);
  if (waiting.is_in_flight) in_flight_.fetch_sub(1, std::memory_order_relaxed);
  Completion& completion = waiting.submission.completion;
  if (!completion) return;  // Nobody waits, or they were told of a failure that was none.
  batches_[waiting.edge].answers.emplace_back(std::move(completion), std::move(applied.answer));
}

void PipelineEmbedded::tell_items(const LoggedCommand& command, const Applied& applied) {
  std::vector<Delivery::To> event_to;
  for (const auto& [user, item] : applied.items) {
    tell_marker(user, item);
    if (audience_.edges_of(user) == 0) continue;
    if (std::holds_alternative<EventItem>(item.body)) {
      event_to.push_back({user, item.inbox_seq});
    } else {
      const Delivery::To to{user, item.inbox_seq};
      deliver(std::make_shared<const std::string>(item_json(item)), {&to, 1});
    }
  }
  if (event_to.empty()) return;
  const ConversationId conversation = std::get<Command>(command).conversation;
  deliver(std::make_shared<const std::string>(item_json(conversation, *applied.event)), event_to);
}

void PipelineEmbedded::deliver(std::shared_ptr<const std::string> item,
                               std::span<const Delivery::To> to) {
  std::vector<Delivery> deliveries(edges_.size());
  for (const Delivery::To& one : to) {
    for (std::uint32_t edges = audience_.edges_of(one.user); edges != 0; edges &= edges - 1) {
      deliveries[static_cast<std::size_t>(std::countr_zero(edges))].to.push_back(one);
    }
  }
  for (std::size_t edge = 0; edge < edges_.size(); ++edge) {
    if (deliveries[edge].to.empty()) continue;
    deliveries[edge].item = item;
    batches_[edge].deliveries.push_back(std::move(deliveries[edge]));
  }
}

void PipelineEmbedded::post_batches() {
  for (std::size_t edge = 0; edge < edges_.size(); ++edge) {
    if (!batches_[edge].is_empty()) edges_[edge]->post(std::exchange(batches_[edge], {}));
  }
}

void PipelineEmbedded::tell_marker(UserId user, const Item& item) {
  if (!marker_listener_) return;
  if (const auto* read = std::get_if<ReadItem>(&item.body)) {
    marker_listener_->on_read(user, item.conversation, read->through);
  }
}

void PipelineEmbedded::write_marks() {
  std::map<std::pair<UserId, DeviceId>, InboxSeq> devices;
  std::map<UserId, LastSeen> last_seen;
  {
    const std::lock_guard lock(mutex_);
    devices.swap(devices_);
    last_seen.swap(last_seen_);
  }
  for (const auto& [device, acked] : devices) {
    const auto before = applier_.note_device(device.first, device.second, acked, clock_.now());
    if (!before) {
      log_warning("device_mark_lost", {{"error", before.error()}});
    } else if (marker_listener_ && *before < acked) {
      marker_listener_->on_acked(device.first, *before, acked);
    }
  }
  for (const auto& [user, seen] : last_seen) {
    const auto noted = applier_.note_last_seen(user, seen);
    if (!noted) log_warning("last_seen_lost", {{"error", noted.error()}});
  }
}

}  // namespace parley
