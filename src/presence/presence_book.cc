#include "presence/presence_book.h"

#include <utility>

#include "base/check.h"

namespace parley {

PresenceBook::Entered PresenceBook::enter(UserId user) {
  Person& person = people_[user];
  const bool was_adopted = std::exchange(person.is_adopted, false);
  const bool is_flip = person.presence.enter();
  return {.is_flip = is_flip, .is_first = is_flip || was_adopted};
}

void PresenceBook::leave(UserId user, Milliseconds now, TimeMs at) {
  const auto found = people_.find(user);
  PARLEY_CHECK(found != people_.end());
  const Milliseconds due = now + grace_;
  if (found->second.presence.leave(due, at)) put_due(user, due);
}

void PresenceBook::adopt(UserId user, Milliseconds since, TimeMs at) {
  const auto [place, is_new] = people_.try_emplace(user);
  if (!is_new) return;
  place->second.is_adopted = true;
  place->second.presence.adopt(since + grace_, at);
  put_due(user, since + grace_);
}

void PresenceBook::forget_account(UserId user) {
  const auto found = people_.find(user);
  if (found != people_.end()) found->second.is_gone = true;
}

std::optional<PresenceBook::Seen> PresenceBook::find(UserId user) const {
  const auto found = people_.find(user);
  if (found == people_.end()) return std::nullopt;
  const UserPresence& presence = found->second.presence;
  if (presence.is_online()) return Seen{.is_online = true};
  return Seen{.is_online = false, .last_active_at = presence.last_active_at()};
}

std::vector<PresenceBook::Left> PresenceBook::expire(Milliseconds now) {
  std::vector<Left> left;
  while (!due_.empty() && due_.begin()->first <= now) {
    const UserId user = due_.begin()->second;
    due_.erase(due_.begin());
    const auto found = people_.find(user);
    if (found == people_.end()) continue;
    UserPresence& presence = found->second.presence;
    const Milliseconds forget_at = now + kKeepOffline;
    if (presence.expire(now, forget_at)) {
      left.push_back({{user, false, presence.last_active_at()}, found->second.is_gone});
      put_due(user, forget_at);
    } else if (!presence.is_online() && presence.due() <= now) {
      people_.erase(found);
    }
  }
  return left;
}

std::vector<Flip> PresenceBook::all_online(TimeMs now) const {
  std::vector<Flip> all;
  for (const auto& [user, person] : people_) {
    if (!person.presence.is_online() || person.is_gone) continue;
    const bool is_connected = person.presence.state() == UserPresence::State::Online;
    all.push_back({user, true, is_connected ? now : person.presence.last_active_at()});
  }
  return all;
}

}  // namespace parley
