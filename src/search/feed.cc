#include "search/feed.h"

#include <algorithm>
#include <utility>

#include "base/log.h"

namespace parley {
namespace {

// The conversation whose texts `command` may change.
const ConversationId* touched_by(const LoggedCommand& logged) {
  const auto* command = std::get_if<Command>(&logged);
  if (!command) return nullptr;
  const bool is_of_texts = std::holds_alternative<SendMessage>(command->body) ||
                           std::holds_alternative<EditMessage>(command->body) ||
                           std::holds_alternative<DeleteMessage>(command->body);
  return is_of_texts ? &command->conversation : nullptr;
}

}  // namespace

Position Feed::begin(Position head) {
  const auto state = index_.state();
  if (!state) log_error("search_index_failed", {{"error", state.error()}});
  const Position position = state ? state->position : Position{};
  const std::lock_guard lock(mutex_);
  is_ahead_ = position > head;
  through_ = is_ahead_ ? head : position;
  return next(through_);
}

void Feed::on_applied(Position position, const LoggedCommand& command) {
  const ConversationId* touched = touched_by(command);
  {
    const std::lock_guard lock(mutex_);
    through_ = std::max(through_, position);
    if (touched) add(*touched);
  }
  if (touched) changed_.notify_one();
}

void Feed::on_gap() {
  const std::lock_guard lock(mutex_);
  has_gap_ = true;
}

void Feed::add(ConversationId conversation) {
  conversations_.insert(conversation);
  if (conversations_.size() <= conversations_max_) return;
  conversations_.clear();
  has_gap_ = true;
}

FeedTaken Feed::take() {
  const std::lock_guard lock(mutex_);
  FeedTaken taken;
  taken.conversations.assign(conversations_.begin(), conversations_.end());
  conversations_.clear();
  taken.through = through_;
  taken.has_gap = std::exchange(has_gap_, false);
  taken.is_ahead = std::exchange(is_ahead_, false);
  return taken;
}

void Feed::give_back(FeedTaken taken) {
  const std::lock_guard lock(mutex_);
  for (const ConversationId conversation : taken.conversations) add(conversation);
  has_gap_ |= taken.has_gap;
  is_ahead_ |= taken.is_ahead;
}

void Feed::wait(Milliseconds most) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(
      lock, most, [this] { return is_woken_ || has_gap_ || is_ahead_ || !conversations_.empty(); });
}

void Feed::wait_for_wake(Milliseconds most) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, most, [this] { return is_woken_; });
}

void Feed::wake() {
  {
    const std::lock_guard lock(mutex_);
    is_woken_ = true;
  }
  changed_.notify_one();
}

std::size_t Feed::waiting() const {
  const std::lock_guard lock(mutex_);
  return conversations_.size();
}

}  // namespace parley
