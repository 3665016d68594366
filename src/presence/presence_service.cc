#include "presence/presence_service.h"

#include <algorithm>
#include <utility>

namespace parley {

PresenceService::PresenceService(Parts parts, const std::optional<LastSeen>& life_before)
    : parts_(std::move(parts)),
      started_at_(parts_.clock.now()),
      started_(parts_.clock.monotonic()),
      life_before_(life_before ? std::optional(life_before->at) : std::nullopt),
      book_(parts_.grace) {
  parts_.note_last_seen(UserId{}, {.at = started_at_, .is_online = true});
}

void PresenceService::enter(UserId user) {
  // What is told and written under the lock is so in the order in which it happened.
  const std::lock_guard lock(mutex_);
  const PresenceBook::Entered entered = book_.enter(user);
  if (entered.is_first) {
    parts_.note_last_seen(user, {.at = parts_.clock.now(), .is_online = true});
  }
  if (entered.is_flip) parts_.bus.publish(Flip{.user = user, .is_online = true});
}

void PresenceService::leave(UserId user) {
  const std::lock_guard lock(mutex_);
  book_.leave(user, parts_.clock.monotonic(), parts_.clock.now());
}

void PresenceService::forget_account(UserId user) {
  const std::lock_guard lock(mutex_);
  book_.forget_account(user);
}

SeenPerson PresenceService::look(UserId user, const std::optional<LastSeen>& row) {
  const std::lock_guard lock(mutex_);
  if (row && row->is_online && life_before_ && row->at >= *life_before_ && row->at < started_at_ &&
      parts_.clock.monotonic() < started_ + parts_.grace) {
    book_.adopt(user, started_, row->at);
  }
  if (const auto seen = book_.find(user)) return {user, seen->is_online, seen->last_active_at};
  return {user, false, row ? row->at : TimeMs{}};
}

void PresenceService::expire() {
  const std::lock_guard lock(mutex_);
  for (const auto& [flip, is_account_gone] : book_.expire(parts_.clock.monotonic())) {
    if (!is_account_gone) {
      parts_.note_last_seen(flip.user, {.at = flip.last_active_at, .is_online = false});
    }
    parts_.bus.publish(flip);
  }
}

void PresenceService::stop() {
  const std::lock_guard lock(mutex_);
  for (const Flip& flip : book_.all_online(parts_.clock.now())) {
    // Who was awaited and did not come back yet is awaited by the next life, too.
    const TimeMs at = std::max(flip.last_active_at, started_at_);
    parts_.note_last_seen(flip.user, {.at = at, .is_online = true});
  }
}

std::size_t PresenceService::size() const {
  const std::lock_guard lock(mutex_);
  return book_.size();
}

}  // namespace parley
