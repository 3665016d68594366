#include "search/indexer.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/log.h"
#include "base/thread_name.h"
#include "base/try.h"
#include "search/texts.h"

namespace parley {
namespace {

constexpr int kLowPriority = 10;

}  // namespace

Indexer::Indexer(const Parts& parts, const IndexerOptions& options)
    : parts_(parts),
      options_(options),
      indexed_(parts.metrics.counter("parley_search_indexed_total",
                                     "Messages put into the full-text index.")),
      failures_(parts.metrics.counter("parley_search_failures_total",
                                      "Works on the full-text index that failed.")),
      is_surveying_(parts.metrics.gauge("parley_search_surveying",
                                        "1 while all conversations are looked at for the index.")) {
  parts.metrics.gauge_read("parley_search_waiting_conversations",
                           "Conversations with news that the full-text index lacks.",
                           [&feed = parts.feed] { return static_cast<double>(feed.waiting()); });
}

Indexer::~Indexer() { stop(); }

void Indexer::start() {
  thread_ = std::thread([this] {
    name_thread("search-index");
    run();
  });
}

void Indexer::stop() {
  is_stopping_ = true;
  parts_.feed.wake();
  if (thread_.joinable()) thread_.join();
}

void Indexer::run() {
  // Linux keeps a nice value for each thread. Without it the indexer is only less polite.
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kLowPriority);
  while (!is_stopping_) {
    const auto stepped = step();
    if (!stepped) {
      failures_.add();
      log_error("search_index_failed", {{"error", stepped.error()}});
      parts_.feed.wait_for_wake(options_.retry);
    } else if (!*stepped) {
      parts_.feed.wait(options_.idle);
    }
    parts_.feed.wait_for_wake(options_.pace);
  }
}

Result<bool> Indexer::step() {
  FeedTaken taken = parts_.feed.take();
  const auto done = [&]() -> Result<bool> {
    PARLEY_LET(IndexState state, prepared_state(taken));
    IndexBatch batch;
    PARLEY_TRY(work_off(taken.conversations, batch));
    if (is_stopping_) return true;
    const bool has_news = !taken.conversations.empty() || state.needs_survey;
    if (has_news && state.position < taken.through) {
      state.position = taken.through;
      batch.state = state;  // (2)
    }
    PARLEY_TRY(flush(batch));
    is_surveying_.set(state.needs_survey ? 1 : 0);
    if (state.needs_survey) {
      PARLEY_TRY(survey(state));
      return true;
    }
    PARLEY_LET(const bool has_purged, purge());
    return has_purged || !taken.conversations.empty();
  }();
  if (!done) {
    batch_messages_ = batch_bytes_ = 0;
    begin_survey();
    parts_.feed.give_back(std::move(taken));
  }
  return done;
}

// The state of the index, after it was cleared if it belongs to something else, and marked if there
// is a gap.
Result<IndexState> Indexer::prepared_state(const FeedTaken& taken) {
  PARLEY_LET(IndexState state, parts_.index.state());
  const bool is_foreign = state.incarnation != 0 && state.incarnation != parts_.incarnation;
  if (taken.is_ahead || is_foreign) {
    log_warning("search_index_cleared", {{"position", state.position}});
    PARLEY_TRY(parts_.index.clear());
    PARLEY_LET(state, parts_.index.state());
  }
  const bool is_new = state.incarnation != parts_.incarnation;
  if (is_new || (taken.has_gap && !state.needs_survey)) {
    state.incarnation = parts_.incarnation;
    state.needs_survey |= taken.has_gap;
    PARLEY_TRY(parts_.index.write({{}, state}));  // (3)
  }
  if (is_new || taken.has_gap) begin_survey();
  return state;
}

// Leaves the last part of the work in `batch`, for the caller to finish.
Result<> Indexer::work_off(const std::vector<ConversationId>& conversations, IndexBatch& batch) {
  for (const ConversationId conversation : conversations) {
    if (is_stopping_) return {};
    PARLEY_TRY(catch_up(conversation, batch));
  }
  return {};
}

Result<> Indexer::catch_up(ConversationId conversation, IndexBatch& batch) {
  PARLEY_LET(Seq through, parts_.index.through(conversation));
  while (!is_stopping_) {
    PARLEY_LET(auto change,
               read_change(parts_.reader, conversation, through, options_.events_a_read));
    if (!change) return {};
    through = change->through;
    batch_messages_ += change->put.size() + change->removed.size() + 1;
    for (const IndexedMessage& message : change->put) batch_bytes_ += message.tokens.size();
    batch.changes.push_back(*std::move(change));
    const bool is_full =
        batch_messages_ >= options_.messages_a_write || batch_bytes_ >= options_.bytes_a_write;
    if (is_full) PARLEY_TRY(flush(batch));
  }
  return {};
}

Result<> Indexer::flush(IndexBatch& batch) {
  if (batch.changes.empty() && !batch.state) return {};
  PARLEY_TRY(parts_.index.write(batch));
  for (const ConversationChange& change : batch.changes) indexed_.add(change.put.size());
  batch = {};
  batch_messages_ = batch_bytes_ = 0;
  return {};
}

// Until there is news, which goes first; at least one conversation.
Result<> Indexer::survey(IndexState state) {
  IndexBatch batch;
  do {
    // Two pages of users may share a conversation, and a batch holds it once.
    if (to_survey_.empty()) PARLEY_TRY(flush(batch));
    PARLEY_LET(const bool is_found, find_to_survey());
    if (!is_found) {
      log_info("search_surveyed", {{"position", state.position}});
      begin_survey();
      state.needs_survey = false;
      batch.state = state;
      break;
    }
    PARLEY_TRY(catch_up(to_survey_.back(), batch));
    to_survey_.pop_back();
  } while (!is_stopping_ && parts_.feed.waiting() == 0);
  return flush(batch);
}

// False if there is no conversation left that was not looked at.
Result<bool> Indexer::find_to_survey() {
  while (to_survey_.empty()) {
    PARLEY_LET(const auto users, parts_.users(surveyed_, options_.users_a_step));
    if (users.empty()) return false;
    std::set<ConversationId> found;
    for (const UserId user : users) {
      PARLEY_LET(const auto rows, parts_.reader.inbox_conversations(user));
      for (const auto& [conversation, row] : rows) found.insert(conversation);
    }
    to_survey_.assign(found.begin(), found.end());
    surveyed_ = users.back();
  }
  return true;
}

void Indexer::begin_survey() {
  surveyed_ = {};
  to_survey_.clear();
}

Result<bool> Indexer::purge() {
  const Milliseconds now = parts_.clock.monotonic();
  if (!is_purging_ && now < next_purge_) return false;
  PARLEY_LET(const bool has_more, parts_.index.purge());
  if (has_more && !std::exchange(is_purging_, true)) purge_began_ = now;
  if (!has_more && std::exchange(is_purging_, false)) {
    const Milliseconds ended = parts_.clock.monotonic();
    next_purge_ =
        ended + std::max(options_.purge_pause, options_.purge_share * (ended - purge_began_));
  }
  return has_more;
}

}  // namespace parley
