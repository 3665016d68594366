#include "presence/sights.h"

#include <algorithm>
#include <utility>

#include "base/try.h"

namespace parley {
namespace {

// Those of `users` who are in one of the groups in which `user` is.
Result<std::vector<UserId>> sharing_a_group(const ChatReader& reader, UserId user,
                                            const std::vector<UserId>& users) {
  std::vector<UserId> sharing;
  PARLEY_LET(const auto own, reader.groups_in(user));
  if (own.empty()) return sharing;
  for (const UserId other : users) {
    PARLEY_LET(const auto theirs, reader.groups_in(other));
    const bool share = std::ranges::any_of(
        theirs, [&](ConversationId id) { return std::ranges::binary_search(own, id); });
    if (share) sharing.push_back(other);
  }
  return sharing;
}

Result<> check_membership(const ChatReader& reader, UserId user, ConversationId id) {
  if (!id.is_group()) return id.is_between(user) ? Result<>{} : fail(Errc::NotFound);
  PARLEY_LET(const auto row, reader.inbox_conversation(user, id));
  if (row.last_seq == Seq{} || row.left_at != Seq{}) return fail(Errc::NotFound);
  return {};
}

Result<std::optional<LastSeen>> last_seen_of(const ChatReader& reader, UserId user) {
  PARLEY_LET(auto seen, reader.last_seen(user));
  if (!seen || !seen->is_online) return seen;
  PARLEY_LET(const auto devices, reader.device_cursors(user));
  for (const auto& [device, cursor] : devices) seen->at = std::max(seen->at, cursor.seen);
  return seen;
}

}  // namespace

Awaitable<Result<std::vector<UserId>>> Sights::viewers_of(Sight sight, UserId shown,
                                                          std::vector<UserId> viewers) const {
  if (sight == Sight::DirectTyping) co_return co_await typing_to(shown, viewers.front());
  auto may_see = co_await parts_.sql_pool.run([&] { return ask_people(sight, shown, viewers); });
  if (!may_see || sight != Sight::Presence) co_return may_see;
  co_return co_await add_by_group(shown, std::move(viewers), *std::move(may_see));
}

Result<std::vector<UserId>> Sights::ask_people(Sight sight, UserId shown,
                                               const std::vector<UserId>& viewers) const {
  switch (sight) {
    case Sight::Presence: return parts_.facts.who_show_presence(shown, viewers, false);
    case Sight::DirectReceipts: return parts_.facts.who_show_receipts(shown, viewers, false);
    case Sight::GroupReceipts: return parts_.facts.who_show_receipts(shown, viewers, true);
    case Sight::GroupTyping: return parts_.facts.without_blocks(shown, viewers);
    case Sight::DirectTyping: break;
  }
  std::unreachable();
}

// Contacts see each other's presence without a look at their groups, which is the common case.
Awaitable<Result<std::vector<UserId>>> Sights::add_by_group(UserId shown,
                                                            std::vector<UserId> viewers,
                                                            std::vector<UserId> contacts) const {
  std::erase_if(viewers, [&](UserId viewer) {
    return std::ranges::find(contacts, viewer) != contacts.end();
  });
  if (viewers.empty()) co_return contacts;
  const auto sharing = co_await parts_.store_pool.run(
      [&] { return sharing_a_group(parts_.reader, shown, viewers); });
  if (!sharing) co_return std::unexpected(sharing.error());
  if (sharing->empty()) co_return contacts;
  const auto shown_to = co_await parts_.sql_pool.run(
      [&] { return parts_.facts.who_show_presence(shown, *sharing, true); });
  if (!shown_to) co_return std::unexpected(shown_to.error());
  contacts.insert(contacts.end(), shown_to->begin(), shown_to->end());
  co_return contacts;
}

// Typing goes where a message may go, and to a stranger only where they have talked before.
Awaitable<Result<std::vector<UserId>>> Sights::typing_to(UserId shown, UserId viewer) const {
  const auto facts =
      co_await parts_.sql_pool.run([&] { return parts_.facts.facts_for(shown, viewer); });
  if (!facts) co_return std::unexpected(facts.error());
  if (!facts->may_message()) co_return std::vector<UserId>{};
  if (facts->is_contact) co_return std::vector{viewer};
  const auto row = co_await parts_.store_pool.run(
      [&] { return parts_.reader.inbox_conversation(shown, ConversationId::of(shown, viewer)); });
  if (!row) co_return std::unexpected(row.error());
  if (row->last_seq == Seq{}) co_return std::vector<UserId>{};
  co_return std::vector{viewer};
}

Awaitable<Result<>> Sights::check_in(UserId user, std::vector<ConversationId> conversations) const {
  co_return co_await parts_.store_pool.run([&]() -> Result<> {
    for (const ConversationId id : conversations) {
      PARLEY_TRY(check_membership(parts_.reader, user, id));
    }
    return {};
  });
}

Awaitable<Result<Sights::SeenList>> Sights::see(UserId viewer, std::vector<UserId> users) const {
  // Symmetric: who may see the viewer may be seen by them.
  const auto shown = co_await viewers_of(Sight::Presence, viewer, users);
  if (!shown) co_return std::unexpected(shown.error());
  co_return co_await parts_.store_pool.run([&]() -> Result<SeenList> {
    SeenList all;
    for (const UserId user : users) {
      Seen seen{.user = user, .may_see = std::ranges::find(*shown, user) != shown->end()};
      if (seen.may_see) {
        PARLEY_LET(seen.row, last_seen_of(parts_.reader, user));
      }
      all.push_back(seen);
    }
    return all;
  });
}

}  // namespace parley
