// An edge of this process: one I/O thread, with those who listen to inboxes on it (WebSocket
// sessions, long polls) and what they submit.
//
// Submissions of one loop turn cross to the log in one batch, and a committed group comes back in
// one post, so crossing threads costs a turn and not a message.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engines/io/io.h"
#include "pipeline/audience.h"
#include "pipeline/pipeline.h"

namespace parley {

// Who wants to know of new items in one user's inbox. Called on the loop's thread; may unlisten
// itself or others while it is called.
class InboxListener {
 public:
  virtual ~InboxListener() = default;

  virtual void on_item(InboxSeq inbox_seq, const std::shared_ptr<const std::string>& item) = 0;
  // Whether a person looks at it just now, and a frame for such a person: what others type, how far
  // they read. A hint, which is not written where there is no room.
  virtual bool is_in_foreground() const { return false; }
  virtual void on_hint(const std::shared_ptr<const std::string>&) {}
  // The server leaves: whoever only waits for an item waits no longer. Must not unlisten.
  virtual void on_leave() {}
};

// Owned by the server, one a loop; outlives the pipeline's threads and all listeners. All calls but
// post() on the loop's thread.
class EdgeLocal final : public Edge {
 public:
  EdgeLocal(std::size_t index, Executor executor, Pipeline& pipeline, Audience& audience);

  void post(EdgeBatch batch) override;

  // Hands `command` to the pipeline with the others of this turn. `completion` runs in a later
  // turn.
  void submit(LoggedCommand command, Completion completion);
  // The same as a coroutine. Nothing if there is no answer within `most`: the outcome is unknown.
  Awaitable<Result<std::optional<Answer>>> ask(LoggedCommand command, Milliseconds most);

  // From now on `listener` hears of the items of `user`. It must unlisten before it dies.
  void listen(UserId user, InboxListener& listener);
  void unlisten(UserId user, InboxListener& listener);

  // Whether somebody who listens to `user` is in the foreground, and a hint to all who are.
  bool has_foreground(UserId user) const;
  void hint(UserId user, const std::shared_ptr<const std::string>& frame);

  // Tells all listeners, and those who come later, that the server leaves.
  void leave();

  Pipeline& pipeline() { return pipeline_; }
  Executor executor() const { return executor_; }

 private:
  void dispatch(EdgeBatch& batch);
  void hand_over();

  const std::size_t index_;
  Executor executor_;
  Pipeline& pipeline_;
  Audience& audience_;
  std::vector<Submission> submissions_;  // Of this turn.
  std::unordered_map<UserId, std::vector<InboxListener*>> listeners_;
  bool is_leaving_ = false;
};

}  // namespace parley
