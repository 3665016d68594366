#include "pipeline/edge_local.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

#include "base/check.h"
#include "engines/io/signal.h"

namespace parley {
namespace {

constexpr Milliseconds kRetryAfter{1'000};

Error refusal(Submitted submitted) {
  return submitted == Submitted::Full ? Error{Errc::Overloaded, "the pipeline is full", kRetryAfter}
                                      : Error{Errc::StoreFailed, "the log is closed", kRetryAfter};
}

}  // namespace

EdgeLocal::EdgeLocal(std::size_t index, Executor executor, Pipeline& pipeline, Audience& audience)
    : index_(index), executor_(executor), pipeline_(pipeline), audience_(audience) {}

void EdgeLocal::post(EdgeBatch batch) {
  asio::post(executor_, [this, batch = std::move(batch)]() mutable { dispatch(batch); });
}

void EdgeLocal::dispatch(EdgeBatch& batch) {
  for (auto& [completion, answer] : batch.answers) completion(std::move(answer));
  for (const Delivery& delivery : batch.deliveries) {
    for (const Delivery::To& to : delivery.to) {
      const auto found = listeners_.find(to.user);
      if (found == listeners_.end()) continue;
      // A copy only where somebody may leave the list while it is walked.
      if (found->second.size() == 1) {
        found->second.front()->on_item(to.inbox_seq, delivery.item);
        continue;
      }
      const auto listeners = found->second;
      for (InboxListener* listener : listeners) {
        const auto now = listeners_.find(to.user);
        const bool is_still_there = now != listeners_.end() &&
                                    std::ranges::find(now->second, listener) != now->second.end();
        if (is_still_there) listener->on_item(to.inbox_seq, delivery.item);
      }
    }
  }
}

void EdgeLocal::submit(LoggedCommand command, Completion completion) {
  if (submissions_.empty()) asio::post(executor_, [this] { hand_over(); });
  submissions_.push_back({std::move(command), std::move(completion)});
}

void EdgeLocal::hand_over() {
  std::vector<Submission> batch = std::exchange(submissions_, {});
  const Submitted submitted = pipeline_.submit(index_, batch);
  if (submitted == Submitted::Taken) return;
  for (Submission& submission : batch) {
    if (submission.completion) submission.completion(std::unexpected(refusal(submitted)));
  }
}

Awaitable<Result<std::optional<Answer>>> EdgeLocal::ask(LoggedCommand command, Milliseconds most) {
  struct Wait {
    explicit Wait(Executor executor) : answered(executor) {}
    Signal answered;
    std::optional<Result<Answer>> answer;
  };
  // Shared with the completion, which may run after this coroutine gave up.
  const auto wait = std::make_shared<Wait>(executor_);
  submit(std::move(command), [wait](Result<Answer> answer) {
    wait->answer = std::move(answer);
    wait->answered.set();
  });
  if (!co_await wait->answered.wait_for(most)) co_return std::nullopt;
  if (!*wait->answer) co_return std::unexpected(std::move(*wait->answer).error());
  co_return **wait->answer;
}

void EdgeLocal::listen(UserId user, InboxListener& listener) {
  audience_.enter(user, index_);
  listeners_[user].push_back(&listener);
  if (is_leaving_) listener.on_leave();
}

bool EdgeLocal::has_foreground(UserId user) const {
  const auto found = listeners_.find(user);
  return found != listeners_.end() &&
         std::ranges::any_of(found->second, &InboxListener::is_in_foreground);
}

void EdgeLocal::hint(UserId user, const std::shared_ptr<const std::string>& frame) {
  const auto found = listeners_.find(user);
  if (found == listeners_.end()) return;
  for (InboxListener* listener : found->second) {
    if (listener->is_in_foreground()) listener->on_hint(frame);
  }
}

void EdgeLocal::leave() {
  is_leaving_ = true;
  for (const auto& [user, listeners] : listeners_) {
    for (InboxListener* listener : listeners) listener->on_leave();
  }
}

void EdgeLocal::unlisten(UserId user, InboxListener& listener) {
  const auto found = listeners_.find(user);
  PARLEY_CHECK(found != listeners_.end());
  PARLEY_CHECK(std::erase(found->second, &listener) == 1);
  if (found->second.empty()) listeners_.erase(found);
  audience_.leave(user, index_);
}

}  // namespace parley
