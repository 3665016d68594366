// Who is there: the presence of everybody who is, or lately was.
//
// Pure and for one thread at a time (PresenceService has the lock). It is told the time; whoever is
// not in it is offline, and when they were last active is said by the store.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "presence/hints.h"
#include "presence/user_presence.h"

namespace parley {

class PresenceBook {
 public:
  // Nobody is told of a leaving before `grace` is over.
  explicit PresenceBook(Milliseconds grace) : grace_(grace) {}

  struct Entered {
    bool is_flip = false;   // Others see it.
    bool is_first = false;  // The first socket since the server started, or since they went.
  };
  Entered enter(UserId user);
  // Once for each enter().
  void leave(UserId user, Milliseconds now, TimeMs at);

  // They were online when the server stopped, last active at `at`, and count as having left at
  // `since`. Nothing if more is known of them.
  void adopt(UserId user, Milliseconds since, TimeMs at);

  // Their account is gone: nothing of them is to be written down any more.
  void forget_account(UserId user);

  // What is known of `user`; of who is online, last_active_at is empty.
  struct Seen {
    bool is_online = false;
    TimeMs last_active_at{};
  };
  std::optional<Seen> find(UserId user) const;

  // Those whose grace is over by `now`, each once.
  struct Left {
    Flip flip;
    bool is_account_gone = false;
  };
  std::vector<Left> expire(Milliseconds now);

  // Everybody whom others see online, and when they were last active: `now` of who is connected.
  std::vector<Flip> all_online(TimeMs now) const;

  std::size_t size() const { return people_.size(); }

 private:
  // How long the store may take to learn that somebody went.
  static constexpr Milliseconds kKeepOffline{15'000};

  void put_due(UserId user, Milliseconds due) { due_.emplace(due, user); }

  struct Person {
    UserPresence presence;
    bool is_adopted = false;
    bool is_gone = false;  // The account.
  };

  const Milliseconds grace_;
  std::unordered_map<UserId, Person> people_;
  // When to look at whom again. An entry may be out of date: the presence itself decides.
  std::multimap<Milliseconds, UserId> due_;
};

}  // namespace parley
