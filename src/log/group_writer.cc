#include "log/group_writer.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/thread_name.h"

namespace parley {
namespace {

std::chrono::microseconds monotonic_now() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace

GroupWriter::GroupWriter(Log& log, CommitListener& listener, const Clock& clock,
                         const GroupWriterOptions& options)
    : log_(log), listener_(listener), clock_(clock), options_(options), last_at_(log.end().at) {
  PARLEY_CHECK(log.state() == LogState::Ready);
}

GroupWriter::~GroupWriter() { stop(); }

void GroupWriter::start() {
  thread_ = std::thread([this] {
    name_thread("log");
    run();
  });
}

void GroupWriter::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Enqueued GroupWriter::enqueue(std::vector<LogRecord>& batch) {
  std::size_t bytes = 0;
  for (const LogRecord& record : batch) bytes += record.bytes.size();
  bool was_empty = false;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || state_ != State::Open) return Enqueued::Closed;
    if (waiting_.size() + batch.size() > options_.records_max ||
        waiting_bytes_ + bytes > options_.bytes_max) {
      return Enqueued::Full;
    }
    was_empty = waiting_.empty();
    waiting_.insert(waiting_.end(), std::move_iterator(batch.begin()),
                    std::move_iterator(batch.end()));
    waiting_bytes_ += bytes;
  }
  batch.clear();
  if (was_empty) changed_.notify_one();
  return Enqueued::Sent;
}

bool GroupWriter::is_open() const {
  const std::lock_guard lock(mutex_);
  return !stopping_ && state_ == State::Open;
}

void GroupWriter::run() {
  auto last_start = monotonic_now() - options_.pace;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      if (state_ == State::Recovering) {
        changed_.wait_for(lock, options_.retry, [this] { return stopping_; });
      } else {
        changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      }
      const bool is_done = stopping_ && (waiting_.empty() || state_ != State::Open);
      if (is_done || state_ == State::Lost) return;
    }
    const auto now = monotonic_now();
    const auto due = sync_due(now, last_start, options_.pace);
    if (due > now) std::this_thread::sleep_for(due - now);
    last_start = due;
    write_waiting();
  }
}

bool GroupWriter::write_waiting() {
  if (state_ == State::Lost) return false;
  if (state_ == State::Recovering) return recover();
  auto group = take_group();
  return !group.empty() && commit(std::move(group));
}

std::vector<LogRecord> GroupWriter::take_group() {
  const std::lock_guard lock(mutex_);
  std::size_t bytes = 0;
  std::size_t count = 0;
  while (count < waiting_.size() && (count == 0 || bytes < options_.group_bytes_max)) {
    bytes += waiting_[count++].bytes.size();
  }
  waiting_bytes_ -= bytes;
  if (count == waiting_.size()) return std::exchange(waiting_, {});
  const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
  std::vector<LogRecord> group(std::move_iterator(waiting_.begin()), std::move_iterator(end));
  waiting_.erase(waiting_.begin(), end);
  return group;
}

bool GroupWriter::commit(std::vector<LogRecord> group) {
  last_at_ = std::max(last_at_, clock_.now());
  views_.assign(group.size(), {});
  std::ranges::transform(group, views_.begin(), &LogRecord::bytes);
  const auto first = log_.append(views_, last_at_);
  if (first) {
    listener_.on_committed(*first, last_at_, group);
    return true;
  }
  const bool is_lost = log_.state() == LogState::Lost;
  enter(is_lost ? State::Lost : State::Recovering);
  listener_.on_failed(first.error(), group);
  fail_waiting(first.error());
  uncertain_ = std::move(group);
  if (is_lost) listener_.on_lost(first.error());
  return false;
}

bool GroupWriter::recover() {
  const LogEnd before = log_.end();
  const auto end = log_.recover();
  if (!end) {
    if (log_.state() == LogState::Lost) {
      enter(State::Lost);
      listener_.on_lost(end.error());
    }
    return false;
  }
  const auto turned_up = to_number(end->head) - to_number(before.head);
  PARLEY_CHECK(turned_up <= uncertain_.size());
  if (turned_up > 0) {
    const auto there = std::span(uncertain_).first(static_cast<std::size_t>(turned_up));
    listener_.on_committed(next(before.head), last_at_, there);
  }
  uncertain_.clear();
  enter(State::Open);
  return true;
}

void GroupWriter::fail_waiting(const Error& error) {
  std::vector<LogRecord> waiting;
  {
    const std::lock_guard lock(mutex_);
    waiting.swap(waiting_);
    waiting_bytes_ = 0;
  }
  if (!waiting.empty()) listener_.on_failed(error, waiting);
}

void GroupWriter::enter(State state) {
  const std::lock_guard lock(mutex_);
  state_ = state;
}

}  // namespace parley
