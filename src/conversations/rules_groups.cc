// Making, changing and closing a group.
#include <algorithm>

#include "conversations/rules.h"

namespace parley::rules {

Role role_of_sender(const Turn& turn) {
  return turn.conversation.participants.at(turn.sender()).role;
}

void leave(const Turn& turn, Participant& participant, bool by_choice) {
  participant.is_member = false;
  participant.left_by_choice = by_choice;
  participant.role = Role::Member;
  participant.changed = turn.seq();
  participant.intervals.back().to = turn.seq();
}

Decision decide_kind(const Turn& turn, const CreateGroup& create) {
  if (!turn.command.facts.cannot_add.empty()) return rejected(Errc::CannotAdd);
  std::vector<UserId> members = create.members;
  members.push_back(turn.sender());
  std::ranges::sort(members);
  members.erase(std::ranges::unique(members).begin(), members.end());
  if (members.size() > kGroupMembersMax) return rejected(Errc::GroupFull);

  Conversation& conversation = turn.conversation;
  const Seq seq = turn.seq();
  conversation.title = create.title;
  conversation.history = HistoryRule::FromJoin;
  conversation.settings_changed = seq;
  for (const UserId user : members) {
    Participant& participant = conversation.participants[user];
    participant.is_member = true;
    participant.role = user == turn.sender() ? Role::Owner : Role::Member;
    participant.joined = seq;
    participant.changed = seq;
    participant.intervals = {Interval{seq, kOpenEnd}};
  }
  ++conversation.roster_version;
  return become_event(turn, Created{.title = create.title, .members = members}, members);
}

Decision decide_kind(const Turn& turn, const ChangeSettings& change) {
  if (role_of_sender(turn) < Role::Admin) return rejected(Errc::Forbidden);
  Conversation& conversation = turn.conversation;
  SettingsChanged changed;
  if (change.title != conversation.title) changed.title = change.title;
  if (change.history != conversation.history) changed.history = change.history;
  if (!changed.title && !changed.history) return unchanged(conversation.settings_changed);

  conversation.title = changed.title.value_or(conversation.title);
  conversation.history = changed.history.value_or(conversation.history);
  conversation.settings_changed = turn.seq();
  ++conversation.roster_version;
  return become_event(turn, std::move(changed), members_of(conversation));
}

Decision decide_kind(const Turn& turn, const CloseGroup&) {
  if (role_of_sender(turn) != Role::Owner) return rejected(Errc::Forbidden);
  Conversation& conversation = turn.conversation;
  std::vector<UserId> members = members_of(conversation);
  for (const UserId user : members) leave(turn, conversation.participants.at(user), true);
  ++conversation.roster_version;
  return become_event(turn, MembersChanged{.added = {}, .removed = members, .roles = {}}, members);
}

}  // namespace parley::rules
