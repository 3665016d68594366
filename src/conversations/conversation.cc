#include "conversations/conversation.h"

#include <algorithm>

namespace parley {

std::vector<UserId> members_of(const Conversation& conversation) {
  const ConversationId id = conversation.id;
  if (!id.is_group()) {
    if (id.lower() == id.upper()) return {id.lower()};
    return {id.lower(), id.upper()};
  }
  std::vector<UserId> members;
  members.reserve(std::min(conversation.participants.size(), kGroupMembersMax));
  for (const auto& [user, participant] : conversation.participants) {
    if (participant.is_member) members.push_back(user);
  }
  return members;
}

bool is_member(const Conversation& conversation, UserId user) {
  if (!conversation.id.is_group()) return conversation.id.is_between(user);
  const auto found = conversation.participants.find(user);
  return found != conversation.participants.end() && found->second.is_member;
}

bool is_participant(const Conversation& conversation, UserId user) {
  if (!conversation.id.is_group()) return conversation.id.is_between(user);
  return conversation.participants.contains(user);
}

std::optional<ClientMessageId> newest_id_of(const Conversation& conversation, UserId sender) {
  const auto found = std::ranges::find(conversation.newest_ids, sender, &NewestId::sender);
  return found == conversation.newest_ids.end() ? std::nullopt : std::optional(found->id);
}

void note_newest_id(Conversation& conversation, UserId sender, const ClientMessageId& id) {
  auto& newest = conversation.newest_ids;
  const auto found = std::ranges::find(newest, sender, &NewestId::sender);
  if (found != newest.end()) {
    found->id = std::max(found->id, id);
    std::rotate(found, found + 1, newest.end());
    return;
  }
  if (newest.size() == kNewestIdsMax) newest.erase(newest.begin());
  newest.push_back({sender, id});
}

std::vector<Interval> intervals_of(const Conversation& conversation, UserId user) {
  if (!conversation.id.is_group()) {
    if (!conversation.id.is_between(user)) return {};
    return {Interval{Seq{1}, kOpenEnd}};
  }
  const auto found = conversation.participants.find(user);
  return found == conversation.participants.end() ? std::vector<Interval>{}
                                                  : found->second.intervals;
}

std::optional<Interval> interval_holding(const Conversation& conversation, UserId user, Seq seq) {
  if (!conversation.id.is_group()) {
    const Interval everything{Seq{1}, kOpenEnd};
    const bool may_read = conversation.id.is_between(user) && everything.holds(seq);
    return may_read ? std::optional(everything) : std::nullopt;
  }
  const auto found = conversation.participants.find(user);
  if (found == conversation.participants.end()) return std::nullopt;
  for (const Interval& interval : found->second.intervals) {
    if (interval.holds(seq)) return interval;
  }
  return std::nullopt;
}

}  // namespace parley
