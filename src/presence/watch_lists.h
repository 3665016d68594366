// The watch lists of the sockets of one loop: who watches whom, and what there is to tell them.
//
// A list is replaced as a whole. Changes wait in it until they are told, the newest instead of the
// ones before, so what a slow socket waits for is bounded by its list.
//
// Pure; belongs to a desk. A socket must be forgotten before it goes.
#pragma once

#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "presence/hint_socket.h"
#include "presence/hints.h"

namespace parley {

// What one viewer may know of one person; nothing if that is not known.
using MaySee = std::optional<bool>;

struct SeenPerson {
  UserId user;
  bool is_online = false;
  TimeMs last_active_at{};  // Empty where it is not to be told.

  friend bool operator==(const SeenPerson&, const SeenPerson&) = default;
};

class WatchLists {
 public:
  // `people` is what the socket is told now, each once.
  void replace(HintSocket& socket, const std::vector<SeenPerson>& people);
  void forget(HintSocket& socket);

  // Notes it for all who watch them.
  void take(const Flip& flip);
  // Notes what `viewer` may see of somebody whom they watch, after a look.
  void take(UserId viewer, const SeenPerson& seen);

  // Whom each viewer on this loop has to look at again.
  using Looks = std::map<UserId, std::vector<UserId>>;
  Looks touched_by(const RelationChange& change) const;

  // Those with changes to tell.
  std::vector<HintSocket*> pending() const { return {pending_.begin(), pending_.end()}; }

  // What is new for `socket`; `may_see(user)` tells of each. Those of whom it is not known go to
  // `unknown`, and stay to be told.
  template <class MaySeeUser>
  std::vector<SeenPerson> take_changes(HintSocket& socket, const MaySeeUser& may_see,
                                       std::vector<UserId>& unknown);

  bool is_watched(UserId user) const { return watchers_.contains(user); }

 private:
  void note(HintSocket& socket, const SeenPerson& seen);
  static Watched* find(HintSocket& socket, UserId user);
  static bool tell(Watched& watched, bool may_see);

  std::unordered_map<UserId, std::vector<HintSocket*>> watchers_;
  std::unordered_set<HintSocket*> sockets_;  // That watch somebody.
  std::unordered_set<HintSocket*> pending_;
};

template <class MaySeeUser>
std::vector<SeenPerson> WatchLists::take_changes(HintSocket& socket, const MaySeeUser& may_see,
                                                 std::vector<UserId>& unknown) {
  std::vector<SeenPerson> changes;
  bool is_done = true;
  for (Watched& watched : socket.hints->watched) {
    if (!watched.is_changed) continue;
    const MaySee may = may_see(watched.user);
    if (!may) {
      unknown.push_back(watched.user);
      is_done = false;
    } else if (tell(watched, *may)) {
      changes.push_back({watched.user, watched.told_online, watched.told_active_at});
    }
  }
  if (is_done) pending_.erase(&socket);
  return changes;
}

}  // namespace parley
