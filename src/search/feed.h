// What the index still has to look at: the conversations in which something was said, edited or
// deleted since it last looked. A conversation stands here once however much happens in it, so the
// feed cannot grow with the traffic; where even the conversations are too many, it forgets them and
// says that there is a gap.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <unordered_set>
#include <vector>

#include "base/time.h"
#include "pipeline/applied_listener.h"
#include "search/message_index.h"

namespace parley {

inline constexpr std::size_t kFeedConversationsMax = 200'000;

struct FeedTaken {
  std::vector<ConversationId> conversations;
  Position through{};     // What has been applied; the conversations cover it.
  bool has_gap = false;   // Other conversations may have changed, too.
  bool is_ahead = false;  // The index knows more than the log: it belongs to another.
};

// Any thread; told by the pipeline, taken from by the indexer.
class Feed final : public AppliedListener {
 public:
  // Asks `index` where it stands. An index that cannot answer starts from the beginning of the log.
  explicit Feed(MessageIndex& index, std::size_t conversations_max = kFeedConversationsMax)
      : index_(index), conversations_max_(conversations_max) {}

  Position begin(Position head) override;
  void on_applied(Position position, const LoggedCommand& command) override;
  void on_gap() override;

  // Everything that is known by now.
  FeedTaken take();
  // What could not be worked off comes again.
  void give_back(FeedTaken taken);

  // Waits until there is something to take, or wake() is called, or `most` is over.
  void wait(Milliseconds most);
  // Waits for `most`, or for wake() alone.
  void wait_for_wake(Milliseconds most);
  // Once called, nothing waits any more.
  void wake();

  std::size_t waiting() const;

 private:
  void add(ConversationId conversation);

  MessageIndex& index_;
  const std::size_t conversations_max_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::unordered_set<ConversationId> conversations_;  // Under mutex_, as is the rest.
  Position through_{};
  bool has_gap_ = false;
  bool is_ahead_ = false;
  bool is_woken_ = false;
};

}  // namespace parley
