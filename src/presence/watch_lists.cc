#include "presence/watch_lists.h"

#include <algorithm>

namespace parley {

void WatchLists::replace(HintSocket& socket, const std::vector<SeenPerson>& people) {
  forget(socket);
  if (people.empty()) return;
  std::vector<Watched>& list = socket.hints->watched;
  list.reserve(people.size());
  for (const SeenPerson& person : people) {
    list.push_back({.user = person.user,
                    .last_active_at = person.last_active_at,
                    .is_online = person.is_online,
                    .told_online = person.is_online,
                    .told_active_at = person.last_active_at});
    watchers_[person.user].push_back(&socket);
  }
  std::ranges::sort(list, {}, &Watched::user);
  sockets_.insert(&socket);
}

void WatchLists::forget(HintSocket& socket) {
  if (sockets_.erase(&socket) == 0) return;
  pending_.erase(&socket);
  for (const Watched& watched : socket.hints->watched) {
    const auto found = watchers_.find(watched.user);
    std::erase(found->second, &socket);
    if (found->second.empty()) watchers_.erase(found);
  }
  socket.hints->watched = {};
}

Watched* WatchLists::find(HintSocket& socket, UserId user) {
  auto& list = socket.hints->watched;
  const auto found = std::ranges::lower_bound(list, user, {}, &Watched::user);
  return found != list.end() && found->user == user ? &*found : nullptr;
}

void WatchLists::note(HintSocket& socket, const SeenPerson& seen) {
  Watched* watched = find(socket, seen.user);
  if (!watched) return;
  watched->is_online = seen.is_online;
  watched->last_active_at = seen.last_active_at;
  watched->is_changed = true;
  pending_.insert(&socket);
}

void WatchLists::take(const Flip& flip) {
  const auto found = watchers_.find(flip.user);
  if (found == watchers_.end()) return;
  for (HintSocket* socket : found->second) {
    note(*socket, {flip.user, flip.is_online, flip.last_active_at});
  }
}

void WatchLists::take(UserId viewer, const SeenPerson& seen) {
  const auto found = watchers_.find(seen.user);
  if (found == watchers_.end()) return;
  for (HintSocket* socket : found->second) {
    if (socket->hint_user() == viewer) note(*socket, seen);
  }
}

WatchLists::Looks WatchLists::touched_by(const RelationChange& change) const {
  Looks looks;
  const bool is_of_all = change.other == UserId{};
  const auto add = [&](HintSocket& socket, UserId user) {
    auto& users = looks[socket.hint_user()];
    if (std::ranges::find(users, user) == users.end()) users.push_back(user);
  };
  for (const UserId shown : {change.user, change.other}) {
    const auto found = watchers_.find(shown);
    if (found == watchers_.end()) continue;
    const UserId viewer = shown == change.user ? change.other : change.user;
    for (HintSocket* socket : found->second) {
      if (is_of_all || socket->hint_user() == viewer) add(*socket, shown);
    }
  }
  if (!is_of_all) return looks;
  for (HintSocket* socket : sockets_) {
    if (socket->hint_user() != change.user) continue;
    for (const Watched& watched : socket->hints->watched) add(*socket, watched.user);
  }
  return looks;
}

bool WatchLists::tell(Watched& watched, bool may_see) {
  watched.is_changed = false;
  const bool is_online = may_see && watched.is_online;
  const TimeMs active_at = may_see && !is_online ? watched.last_active_at : TimeMs{};
  if (is_online == watched.told_online && active_at == watched.told_active_at) return false;
  watched.told_online = is_online;
  watched.told_active_at = active_at;
  return true;
}

}  // namespace parley
