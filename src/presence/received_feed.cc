#include "presence/received_feed.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/log.h"

namespace parley {

void ReceivedFeed::note(UserId user, InboxSeq before, InboxSeq through) {
  const std::lock_guard lock(mutex_);
  const auto found = waiting_.find(user);
  if (found != waiting_.end()) {
    Stretch& stretch = found->second;
    stretch.before = std::min(stretch.before, before);
    stretch.through = std::max(stretch.through, through);
  } else if (waiting_.size() < kWaitingMax) {
    waiting_.emplace(user, Stretch{before, through});
  }
}

void ReceivedFeed::work() {
  std::unordered_map<UserId, Stretch> waiting;
  {
    const std::lock_guard lock(mutex_);
    waiting.swap(waiting_);
  }
  for (const auto& [user, stretch] : waiting) publish(user, stretch);
}

void ReceivedFeed::publish(UserId user, const Stretch& stretch) {
  const std::uint64_t through = to_number(stretch.through);
  const std::uint64_t after =
      std::max(to_number(stretch.before), through - std::min(through, kItemsMax));
  const auto items = reader_.items(user, InboxSeq{after + 1}, kItemsMax);
  if (!items) {
    log_warning("received_not_told", {{"error", items.error()}});
    return;
  }
  std::map<ConversationId, Seq> received;
  for (const Item& item : *items) {
    const auto* event = std::get_if<EventItem>(&item.body);
    if (item.inbox_seq > stretch.through || !event) continue;
    Seq& newest = received[item.conversation];
    newest = std::max(newest, event->seq);
  }
  for (const auto& [conversation, seq] : received) {
    bus_.publish(MarkerHint{.conversation = conversation, .user = user, .received = seq});
  }
}

}  // namespace parley
