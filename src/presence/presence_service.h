// Who is there, for all sockets of a server: counts them, tells flips, and writes down when people
// came and went.
//
// A restart is no leaving. Whoever was online when the server stopped or was killed has a row that
// says so (LastSeen::is_online) from a time when the life before this one ran; they count as having
// left when this one started. A row of an earlier life says that they were online once, and nobody
// came to write that they went: they are offline. See docs/decisions/0005-presence.md.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "presence/presence_book.h"
#include "presence/presence_bus.h"
#include "presence/watch_lists.h"
#include "store/rows.h"

namespace parley {

// Any thread may call anything. Owned by the server.
class PresenceService {
 public:
  // Writes a row at some time soon; asked for the same person again, the newest counts.
  using NoteLastSeen = std::function<void(UserId, const LastSeen&)>;

  struct Parts {
    PresenceBus& bus;
    NoteLastSeen note_last_seen;
    const Clock& clock;
    Milliseconds grace;
  };

  // `life_before` is what the store says of the server itself (last_seen of UserId{}).
  PresenceService(Parts parts, const std::optional<LastSeen>& life_before);

  // A socket of `user` opened; leave() once when it is closed.
  void enter(UserId user);
  void leave(UserId user);

  // The account is gone, and its rows are being removed: no row is written of it any more.
  void forget_account(UserId user);

  // What is there to be told of somebody, of whom the store says `row`. Whoever was online before
  // the start is from now on awaited.
  SeenPerson look(UserId user, const std::optional<LastSeen>& row);

  // What two people may see of each other may have changed; of UserId{}: one and everybody.
  void relation_changed(UserId user, UserId other) {
    parts_.bus.publish(RelationChange{user, other});
  }

  // Tells those whose grace is over; a few times a second, by one thread.
  void expire();

  // The server stops: writes down who is online, for its next life.
  void stop();

  std::size_t size() const;

 private:
  const Parts parts_;
  const TimeMs started_at_;
  const Milliseconds started_;
  // Rows from then on, until started_at_, are of the life before. Empty: there was none.
  const std::optional<TimeMs> life_before_;
  mutable std::mutex mutex_;
  PresenceBook book_;  // Under mutex_.
};

}  // namespace parley
