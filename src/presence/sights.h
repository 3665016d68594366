// Looks up who may see what of whom (protocol section 5), where people and their groups are kept.
//
// Each look-up runs on the pool of the store that it asks, and answers on the loop that asked.
// Nothing is remembered here; a desk keeps what it was answered in its PairCache.
#pragma once

#include <vector>

#include "accounts/facts_service.h"
#include "engines/io/worker_pool.h"
#include "presence/pair_cache.h"
#include "store/chat_reader.h"

namespace parley {

// Made by the server; shared by all loops.
class Sights {
 public:
  struct Parts {
    FactsService& facts;
    ChatReader reader;
    WorkerPool& store_pool;
    WorkerPool& sql_pool;
  };

  explicit Sights(const Parts& parts) : parts_(parts) {}

  // Those of `viewers` who may see `sight` of `shown`. An error means that it is not known.
  Awaitable<Result<std::vector<UserId>>> viewers_of(Sight sight, UserId shown,
                                                    std::vector<UserId> viewers) const;

  // Nothing if `user` is in each of `conversations`, else NotFound. A direct conversation is theirs
  // before it has an event.
  Awaitable<Result<>> check_in(UserId user, std::vector<ConversationId> conversations) const;

  // `users` as `viewer` may see them, in the order given. `row`, of those who may be seen, is what
  // the store says of when they were last there. Of who was online when it was written, it is when
  // a device of theirs was last heard of, if that was later.
  struct Seen {
    UserId user;
    bool may_see = false;
    std::optional<LastSeen> row{};
  };
  using SeenList = std::vector<Seen>;
  Awaitable<Result<SeenList>> see(UserId viewer, std::vector<UserId> users) const;

 private:
  Result<std::vector<UserId>> ask_people(Sight sight, UserId shown,
                                         const std::vector<UserId>& viewers) const;
  Awaitable<Result<std::vector<UserId>>> add_by_group(UserId shown, std::vector<UserId> viewers,
                                                      std::vector<UserId> contacts) const;
  Awaitable<Result<std::vector<UserId>>> typing_to(UserId shown, UserId viewer) const;

  const Parts parts_;
};

}  // namespace parley
