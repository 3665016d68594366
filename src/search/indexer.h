// Keeps the index at the heels of the applied log, on a thread of its own and at low priority.
//
//   Feed ──conversations──▶ step(): read from the store what is new in each ─▶ MessageIndex.write
//
// Invariants:
//   (1) What is new is whatever follows the seq through which the index took a conversation; the
//       feed only says where to look. So looking twice is harmless and looking late loses nothing.
//   (2) The index's position moves in the batch after which nothing up to it is left to do.
//   (3) Where the feed had a gap (the log was trimmed, the feed was full, the index is new), the
//       index says so durably (`needs_survey`) before its position moves, until every conversation
//       of every user has been looked at.
//
// A failure of index or store is counted, logged, and tried again; nobody waits for it.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

#include "base/metrics.h"
#include "search/feed.h"
#include "search/message_index.h"
#include "store/chat_reader.h"

namespace parley {

struct IndexerOptions {
  std::size_t events_a_read = 256;       // Of one conversation, at a time.
  std::size_t messages_a_write = 2'048;  // FTS5 merges less often what comes in larger pieces.
  std::size_t bytes_a_write = 4 * 1024 * 1024;  // Of tokens, about.
  std::size_t users_a_step = 64;                // Surveyed at a time.
  Milliseconds pace{100};                       // News gather so long from one batch to the next.
  Milliseconds idle{1'000};          // At most so long without a look at the index's state.
  Milliseconds retry{1'000};         // After a failure.
  Milliseconds purge_pause{10'000};  // At least so long from the end of a purge to the next, …
  int purge_share = 20;              // … and so many times as long as the last one took.
};

class Indexer {
 public:
  // All users there are or were: those after `after`, ascending, at most `limit`.
  using UserPages = std::function<Result<std::vector<UserId>>(UserId after, std::size_t limit)>;
  struct Parts {
    MessageIndex& index;
    Feed& feed;
    ChatReader reader;
    UserPages users;
    // Of the store: counts how often it was restored. An index of another incarnation is cleared.
    std::uint64_t incarnation = 1;
    const Clock& clock;
    Metrics& metrics;
  };

  Indexer(const Parts& parts, const IndexerOptions& options = {});
  ~Indexer();

  void start();
  // Ends the thread after the batch at hand. Twice is once.
  void stop();

  // Works off the feed, then a part of a survey or of a purge, whichever is due. True if it did
  // anything; an error leaves all of it to be done again. One thread at a time.
  Result<bool> step();

 private:
  void run();
  Result<IndexState> prepared_state(const FeedTaken& taken);
  Result<> work_off(const std::vector<ConversationId>& conversations, IndexBatch& batch);
  Result<> catch_up(ConversationId conversation, IndexBatch& batch);
  Result<> flush(IndexBatch& batch);
  Result<> survey(IndexState state);
  Result<bool> find_to_survey();
  void begin_survey();
  Result<bool> purge();

  Parts parts_;
  const IndexerOptions options_;
  Counter& indexed_;
  Counter& failures_;
  Gauge& is_surveying_;

  // Of the thread that steps.
  UserId surveyed_;                        // Of the survey under way: the last user asked for, …
  std::vector<ConversationId> to_survey_;  // … and what of theirs was not yet looked at.
  std::size_t batch_messages_ = 0;
  std::size_t batch_bytes_ = 0;
  bool is_purging_ = false;
  Milliseconds purge_began_{};
  Milliseconds next_purge_{};

  std::atomic<bool> is_stopping_{false};
  std::thread thread_;
};

}  // namespace parley
