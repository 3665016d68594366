#include "accounts/facts_service.h"

#include "base/try.h"

namespace parley {
namespace {

constexpr int kDrawsMax = 8;

Result<AddFacts> facts_of(AccountsWork& work, UserId adder, UserId user) {
  AddFacts facts{.user = user};
  PARLEY_LET(const auto found, work.users().find(user));
  if (!found) return facts;
  facts.exists = true;
  facts.deleted = found->state == UserState::Deleted;
  PARLEY_LET(facts.has_blocked_adder, work.blocks().has(user, adder));
  PARLEY_LET(const auto contact, work.contacts().find(user, adder));
  facts.allows_adder =
      contact.state == ContactState::Accepted || found->settings.groups_from == GroupsFrom::Anyone;
  return facts;
}

// By either of the two.
Result<bool> has_block(AccountsWork& work, UserId one, UserId other) {
  PARLEY_LET(const bool by_one, work.blocks().has(one, other));
  if (by_one) return true;
  return work.blocks().has(other, one);
}

bool shows_to(VisibleTo setting, bool is_contact, bool share_group) {
  switch (setting) {
    case VisibleTo::All: return is_contact || share_group;
    case VisibleTo::Contacts: return is_contact;
    case VisibleTo::Nobody: return false;
  }
  return false;
}

}  // namespace

Result<MessagingFacts> FactsService::facts_for(UserId sender, UserId peer) {
  MessagingFacts facts;
  PARLEY_LET(auto work, store_.read());
  PARLEY_LET(const auto found, work->users().find(peer));
  if (!found) return facts;
  facts.peer_exists = true;
  facts.peer_deleted = found->state == UserState::Deleted;
  if (sender == peer) return facts;
  PARLEY_LET(facts.blocked, has_block(*work, peer, sender));
  PARLEY_LET(const auto contact, work->contacts().find(peer, sender));
  facts.is_contact = contact.state == ContactState::Accepted;
  facts.contacts_only =
      found->settings.messages_from == MessagesFrom::Contacts && !facts.is_contact;
  return facts;
}

Result<std::vector<AddFacts>> FactsService::facts_for_adding(UserId adder,
                                                             std::span<const UserId> users) {
  PARLEY_LET(auto work, store_.read());
  std::vector<AddFacts> all;
  for (const UserId user : users) {
    PARLEY_LET(const auto facts, facts_of(*work, adder, user));
    all.push_back(facts);
  }
  return all;
}

Result<std::vector<UserId>> FactsService::who_show_receipts(UserId viewer,
                                                            std::span<const UserId> users,
                                                            bool share_group) {
  return who_show(viewer, users, share_group, &Settings::receipts_to);
}

Result<std::vector<UserId>> FactsService::who_show_presence(UserId viewer,
                                                            std::span<const UserId> users,
                                                            bool share_group) {
  return who_show(viewer, users, share_group, &Settings::presence_to);
}

Result<std::vector<UserId>> FactsService::who_show(UserId viewer, std::span<const UserId> users,
                                                   bool share_group, VisibleTo Settings::* what) {
  std::vector<UserId> shown;
  PARLEY_LET(auto work, store_.read());
  PARLEY_LET(const auto self, work->users().find(viewer));
  for (const UserId user : users) {
    if (user == viewer) {
      shown.push_back(user);
      continue;
    }
    PARLEY_LET(const auto other, work->users().find(user));
    if (!self || !other) continue;
    PARLEY_LET(const bool is_blocked, has_block(*work, user, viewer));
    PARLEY_LET(const auto contact, work->contacts().find(viewer, user));
    const bool is_contact = contact.state == ContactState::Accepted;
    const bool both_show = shows_to(self->settings.*what, is_contact, share_group) &&
                           shows_to(other->settings.*what, is_contact, share_group);
    if (!is_blocked && both_show) shown.push_back(user);
  }
  return shown;
}

Result<std::vector<UserId>> FactsService::without_blocks(UserId user,
                                                         std::span<const UserId> users) {
  std::vector<UserId> rest;
  PARLEY_LET(auto work, store_.read());
  for (const UserId other : users) {
    PARLEY_LET(const bool is_blocked, has_block(*work, user, other));
    if (!is_blocked) rest.push_back(other);
  }
  return rest;
}

Result<> FactsService::try_new_direct(UserId sender, UserId peer) {
  PARLEY_LET(auto work, store_.write());
  PARLEY_LET(const bool is_counted, work->starts().has_new_direct(sender, peer));
  if (is_counted) return {};
  const TimeMs now = clock_.now();
  PARLEY_LET(const auto recent, work->starts().new_directs_after(sender, now - kNewDirectWindow));
  if (recent.count >= limits_.new_direct_a_day) {
    return fail(Errc::RateLimited, "too many new direct conversations in 24 hours",
                recent.oldest_at + kNewDirectWindow - now);
  }
  PARLEY_TRY(work->starts().add_new_direct(sender, peer, now));
  return work->commit();
}

Result<std::uint32_t> FactsService::count_new_direct(UserId sender) {
  PARLEY_LET(auto work, store_.read());
  PARLEY_LET(const auto recent,
             work->starts().new_directs_after(sender, clock_.now() - kNewDirectWindow));
  return recent.count;
}

Result<GroupId> FactsService::group_for(UserId creator, const ClientMessageId& id) {
  PARLEY_LET(auto work, store_.write());
  PARLEY_LET(const auto known, work->starts().find_group(creator, id));
  if (known) return *known;
  for (int draw = 0; draw < kDrawsMax; ++draw) {
    const auto group = ids_.make<GroupId>();
    PARLEY_LET(const bool is_in, work->starts().add_group(creator, id, group, clock_.now()));
    if (!is_in) continue;
    PARLEY_TRY(work->commit());
    return group;
  }
  return fail(Errc::StoreFailed, "no id is free");
}

}  // namespace parley
