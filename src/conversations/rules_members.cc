// Who is in a group, and with which role.
#include <algorithm>
#include <tuple>

#include "conversations/rules.h"

namespace parley::rules {
namespace {

// The intervals of someone who joins at `seq` under `rule`. With the whole history open to them,
// what they could read before is part of it, and one interval says so.
std::vector<Interval> intervals_after_joining(std::vector<Interval> before, HistoryRule rule,
                                              Seq seq) {
  if (rule == HistoryRule::All) return {Interval{Seq{1}, kOpenEnd}};
  before.push_back({seq, kOpenEnd});
  return before;
}

// Why `user` cannot come in, if they cannot.
std::optional<Errc> refusal_to_join(const Turn& turn, UserId user) {
  const Conversation& conversation = turn.conversation;
  const auto& cannot_add = turn.command.facts.cannot_add;
  if (std::ranges::find(cannot_add, user) != cannot_add.end()) return Errc::CannotAdd;
  const auto intervals = intervals_of(conversation, user);
  if (conversation.history != HistoryRule::All && intervals.size() >= kIntervalsMax) {
    return Errc::CannotAdd;
  }
  if (members_of(conversation).size() >= kGroupMembersMax) return Errc::GroupFull;
  return std::nullopt;
}

void set_role(const Turn& turn, UserId user, Role role, MembersChanged& change) {
  Participant& participant = turn.conversation.participants.at(user);
  participant.role = role;
  participant.changed = turn.seq();
  change.roles[user] = role;
}

// The sender gives `user` a role; the owner who gives away `owner` becomes an admin.
void give_role(const Turn& turn, UserId user, Role role, MembersChanged& change) {
  set_role(turn, user, role, change);
  if (role == Role::Owner) set_role(turn, turn.sender(), Role::Admin, change);
}

void join(const Turn& turn, UserId user) {
  Conversation& conversation = turn.conversation;
  Participant& participant = conversation.participants[user];
  participant.is_member = true;
  participant.left_by_choice = false;
  participant.role = Role::Member;
  participant.joined = turn.seq();
  participant.changed = turn.seq();
  participant.intervals =
      intervals_after_joining(std::move(participant.intervals), conversation.history, turn.seq());
  participant.invitation.reset();
}

// The sender, who is out, comes back by the invitation they hold.
Decision accept_invitation(const Turn& turn, const PutMember& put) {
  Conversation& conversation = turn.conversation;
  const auto& invitation = conversation.participants.at(put.user).invitation;
  const bool is_valid = invitation && turn.at - invitation->at <= kInvitationAgeMax;
  const bool is_closed = members_of(conversation).empty();
  if (!is_valid || is_closed) return rejected(Errc::NotAMember);
  if (put.role.value_or(Role::Member) != Role::Member) return rejected(Errc::Forbidden);
  if (const auto code = refusal_to_join(turn, put.user)) return rejected(*code);

  join(turn, put.user);
  ++conversation.roster_version;
  return become_event(turn, MembersChanged{.added = {put.user}, .removed = {}, .roles = {}},
                      members_of(conversation));
}

Decision change_role(const Turn& turn, const PutMember& put) {
  Conversation& conversation = turn.conversation;
  const Participant& participant = conversation.participants.at(put.user);
  if (!put.role || *put.role == participant.role) return unchanged(participant.changed);
  if (role_of_sender(turn) != Role::Owner || put.user == turn.sender()) {
    return rejected(Errc::Forbidden);
  }
  MembersChanged change;
  give_role(turn, put.user, *put.role, change);
  ++conversation.roster_version;
  return become_event(turn, std::move(change), members_of(conversation));
}

// Who left by choice is not put back in, but asked.
Decision invite(const Turn& turn, Participant& participant, UserId user) {
  participant.invitation = Invitation{.by = turn.sender(), .at = turn.at};
  ++turn.conversation.roster_version;
  Decision decision;
  decision.outcome = {.kind = Outcome::Kind::Invited, .seq = turn.conversation.head, .code = {}};
  decision.invited = user;
  return decision;
}

Decision add(const Turn& turn, const PutMember& put) {
  Conversation& conversation = turn.conversation;
  const Role role = put.role.value_or(Role::Member);
  const Role sender_role = role_of_sender(turn);
  if (sender_role < Role::Admin) return rejected(Errc::Forbidden);
  if (role != Role::Member && sender_role != Role::Owner) return rejected(Errc::Forbidden);
  if (const auto code = refusal_to_join(turn, put.user)) return rejected(*code);
  const auto found = conversation.participants.find(put.user);
  if (found != conversation.participants.end() && found->second.left_by_choice) {
    return invite(turn, found->second, put.user);
  }
  MembersChanged change{.added = {put.user}, .removed = {}, .roles = {}};
  join(turn, put.user);
  if (role != Role::Member) give_role(turn, put.user, role, change);
  ++conversation.roster_version;
  return become_event(turn, std::move(change), members_of(conversation));
}

// The member who becomes owner when the owner has left: the longest-standing admin, else member.
// Nobody where nobody is left.
std::optional<UserId> successor_in(const Conversation& conversation) {
  const auto rank = [](const auto& entry) {
    const auto& [user, participant] = entry;
    return std::tuple(participant.role != Role::Admin, participant.joined, user);
  };
  const std::pair<const UserId, Participant>* best = nullptr;
  for (const auto& entry : conversation.participants) {
    if (entry.second.is_member && (!best || rank(entry) < rank(*best))) best = &entry;
  }
  return best ? std::optional(best->first) : std::nullopt;
}

Decision take_out(const Turn& turn, UserId user) {
  Conversation& conversation = turn.conversation;
  std::vector<UserId> recipients = members_of(conversation);
  Participant& participant = conversation.participants.at(user);
  const bool was_owner = participant.role == Role::Owner;
  MembersChanged change{.added = {}, .removed = {user}, .roles = {}};
  leave(turn, participant, user == turn.sender());
  if (was_owner) {
    if (const auto heir = successor_in(conversation)) set_role(turn, *heir, Role::Owner, change);
  }
  ++conversation.roster_version;
  return become_event(turn, std::move(change), std::move(recipients));
}

}  // namespace

Decision decide_kind(const Turn& turn, const PutMember& put) {
  if (is_member(turn.conversation, put.user)) return change_role(turn, put);
  if (put.user == turn.sender()) return accept_invitation(turn, put);
  return add(turn, put);
}

Decision decide_kind(const Turn& turn, const RemoveMember& remove) {
  if (remove.user == turn.sender()) return take_out(turn, remove.user);
  if (role_of_sender(turn) < Role::Admin) return rejected(Errc::Forbidden);
  const auto found = turn.conversation.participants.find(remove.user);
  if (found == turn.conversation.participants.end()) return rejected(Errc::NotFound);
  if (!found->second.is_member) return unchanged(found->second.changed);
  if (found->second.role == Role::Owner) return rejected(Errc::Forbidden);
  return take_out(turn, remove.user);
}

}  // namespace parley::rules
