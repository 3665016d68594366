// What the door asks about people, and what it counts.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "accounts/accounts_store.h"
#include "accounts/facts.h"
#include "base/limits.h"
#include "base/snowflake.h"

namespace parley {

constexpr Milliseconds kNewDirectWindow{24 * 60 * 60 * 1'000};

// Any thread, a blocking one. The door caches what it asks, for at most 30 s.
class FactsService {
 public:
  FactsService(AccountsStore& store, const Clock& clock, SnowflakeMaker& ids, const Limits& limits)
      : store_(store), clock_(clock), ids_(ids), limits_(limits) {}

  // To oneself nothing forbids anything.
  Result<MessagingFacts> facts_for(UserId sender, UserId peer);
  // One each, in the order given.
  Result<std::vector<AddFacts>> facts_for_adding(UserId adder, std::span<const UserId> users);

  // Those of `users` whose receipts `viewer` may see: contacts, or everybody where they share a
  // group; never across a block; and only as far as each of the two shows theirs to the other, for
  // who hides does not see (protocol section 5). Oneself always.
  Result<std::vector<UserId>> who_show_receipts(UserId viewer, std::span<const UserId> users,
                                                bool share_group);

  // The same of their presence.
  Result<std::vector<UserId>> who_show_presence(UserId viewer, std::span<const UserId> users,
                                                bool share_group);
  // Those of `users` who have not blocked `user`, and whom `user` has not.
  Result<std::vector<UserId>> without_blocks(UserId user, std::span<const UserId> users);

  // Counts a first message to a stranger; asked only where there is no event yet. A pair counts
  // once, so it may be asked again. RateLimited, with the time left, above the limit of any 24 h.
  Result<> try_new_direct(UserId sender, UserId peer);
  Result<std::uint32_t> count_new_direct(UserId sender);

  // The group of this creator and id: a new one the first time, the same one ever after.
  Result<GroupId> group_for(UserId creator, const ClientMessageId& id);

 private:
  Result<std::vector<UserId>> who_show(UserId viewer, std::span<const UserId> users,
                                       bool share_group, VisibleTo Settings::* what);

  AccountsStore& store_;
  const Clock& clock_;
  SnowflakeMaker& ids_;
  Limits limits_;
};

}  // namespace parley
