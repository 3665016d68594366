// What is told of conversations: typing as it comes, markers once a second.
#include <algorithm>
#include <utility>

#include "presence/presence_desk.h"
#include "presence/presence_frames.h"

namespace parley {
namespace {

constexpr Milliseconds kMarkersPace{1'000};

Sight typing_in(ConversationId conversation) {
  return conversation.is_group() ? Sight::GroupTyping : Sight::DirectTyping;
}

Sight receipts_in(ConversationId conversation) {
  return conversation.is_group() ? Sight::GroupReceipts : Sight::DirectReceipts;
}

}  // namespace

PresenceDesk::Viewers PresenceDesk::viewers_of(ConversationId conversation, UserId shown) const {
  Viewers viewers;
  if (conversation.is_group()) {
    for (const HintSocket* socket : opens_.sockets_of(conversation)) {
      if (socket->hint_user() != shown) viewers.push_back(socket->hint_user());
    }
    std::ranges::sort(viewers);
    const auto twice = std::ranges::unique(viewers);
    viewers.erase(twice.begin(), twice.end());
  } else {
    const UserId peer = conversation.peer_of(shown);
    if (peer != shown && foreground_.has_foreground(peer)) viewers.push_back(peer);
  }
  return viewers;
}

PresenceDesk::Viewers PresenceDesk::unknown_of(Sight sight, UserId shown,
                                               const Viewers& viewers) const {
  Viewers unknown;
  std::ranges::copy_if(viewers, std::back_inserter(unknown),
                       [&](UserId viewer) { return !pairs_.find(sight, shown, viewer, now()); });
  return unknown;
}

bool PresenceDesk::may_see(Sight sight, UserId shown, UserId viewer) const {
  return pairs_.find(sight, shown, viewer, now()).value_or(false);
}

void PresenceDesk::write(ConversationId conversation, UserId viewer, const SharedFrame& frame) {
  if (!conversation.is_group()) return foreground_.write_hint(viewer, frame);
  for (HintSocket* socket : opens_.sockets_of(conversation)) {
    if (socket->hint_user() == viewer && socket->has_hint_room()) socket->write_hint(frame);
  }
}

void PresenceDesk::take_typing(const TypingHint& typing) {
  const Viewers viewers = viewers_of(typing.conversation, typing.user);
  if (viewers.empty()) return;
  const std::pair key{typing.conversation, typing.user};
  // While they are looked up, the last of what they do counts.
  if (const auto looked = typing_looks_.find(key); looked != typing_looks_.end()) {
    looked->second = typing.on;
    return;
  }
  Viewers unknown = unknown_of(typing_in(typing.conversation), typing.user, viewers);
  if (unknown.empty()) return tell_typing(typing);
  if (typing_looks_.size() >= kTypingLooksMax) return;
  typing_looks_.emplace(key, typing.on);
  start_(look_and_tell_typing(typing, std::move(unknown)));
}

Awaitable<> PresenceDesk::look_and_tell_typing(TypingHint typing, Viewers unknown) {
  co_await look_up(typing_in(typing.conversation), typing.user, std::move(unknown));
  const auto looked = typing_looks_.find({typing.conversation, typing.user});
  typing.on = looked->second;
  typing_looks_.erase(looked);
  tell_typing(typing);
}

void PresenceDesk::tell_typing(const TypingHint& typing) {
  const SharedFrame frame = typing_frame(typing);
  for (const UserId viewer : viewers_of(typing.conversation, typing.user)) {
    if (!may_see(typing_in(typing.conversation), typing.user, viewer)) continue;
    write(typing.conversation, viewer, frame);
    ports_.figures.typing_frames.add();
  }
}

void PresenceDesk::tell_markers() {
  if (markers_.is_empty() || is_looking_at_markers_ || now() < markers_told_ + kMarkersPace) {
    return;
  }
  markers_told_ = now();
  is_looking_at_markers_ = true;
  start_(look_and_tell_markers(markers_.take()));
}

Awaitable<> PresenceDesk::look_and_tell_markers(MarkerBatch::Markers markers) {
  for (const auto& [conversation, moved] : markers) {
    const Sight sight = receipts_in(conversation);
    for (const wire::Marker& marker : moved) {
      Viewers unknown = unknown_of(sight, marker.user, viewers_of(conversation, marker.user));
      if (!unknown.empty()) co_await look_up(sight, marker.user, std::move(unknown));
    }
    tell_markers(conversation, moved);
  }
  is_looking_at_markers_ = false;
}

void PresenceDesk::tell_markers(ConversationId conversation,
                                const std::vector<wire::Marker>& markers) {
  const Sight sight = receipts_in(conversation);
  std::map<UserId, std::vector<wire::Marker>> told;
  for (const wire::Marker& marker : markers) {
    for (const UserId viewer : viewers_of(conversation, marker.user)) {
      if (may_see(sight, marker.user, viewer)) told[viewer].push_back(marker);
    }
  }
  // Most see the same, which is encoded once.
  const SharedFrame whole = receipts_frame(conversation, markers);
  for (auto& [viewer, seen] : told) {
    const bool is_all = seen.size() == markers.size();
    write(conversation, viewer, is_all ? whole : receipts_frame(conversation, std::move(seen)));
    ports_.figures.receipt_frames.add();
  }
}

}  // namespace parley
