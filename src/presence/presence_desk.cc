// What sockets ask for, and the telling of who is there.
#include "presence/presence_desk.h"

#include <algorithm>
#include <utility>

#include "engines/io/signal.h"
#include "presence/presence_frames.h"

namespace parley {
namespace {

constexpr Milliseconds kPresencePace{500};
constexpr Milliseconds kWatchPace{250};
// Membership is looked up so long before it is as old as it may be.
constexpr Milliseconds kMembershipAge = kSightAge - Milliseconds{5'000};

}  // namespace

PresenceFigures::PresenceFigures(Metrics& metrics)
    : presence_frames(
          metrics.counter("parley_presence_frames_total", "Frames that told who is there.")),
      typing_frames(metrics.counter("parley_typing_frames_total", "Frames that told of typing.")),
      receipt_frames(
          metrics.counter("parley_receipt_frames_total", "Frames that told of markers.")) {}

PresenceDesk::PresenceDesk(const Ports& ports, ForegroundSockets& foreground, Start start)
    : ports_(ports), foreground_(foreground), start_(std::move(start)) {}

SocketHints& PresenceDesk::hints_of(HintSocket& socket) {
  if (!socket.hints) socket.hints = std::make_unique<SocketHints>();
  return *socket.hints;
}

void PresenceDesk::forget(HintSocket& socket) {
  if (!socket.hints) return;
  watches_.forget(socket);
  opens_.forget(socket);
  socket.hints.reset();
}

Awaitable<Result<>> PresenceDesk::watch(HintSocket& socket, std::optional<std::string> ref,
                                        std::vector<UserId> users) {
  // A list that comes too soon after the one before waits; so do the frames behind it.
  const Milliseconds early = hints_of(socket).watch_not_before - now();
  if (early > Milliseconds{0}) co_await sleep_for(early);
  const UserId viewer = socket.hint_user();
  std::ranges::sort(users);
  const auto twice = std::ranges::unique(users);
  users.erase(twice.begin(), twice.end());
  Result<Sights::SeenList> seen = Sights::SeenList{};
  if (!users.empty()) seen = co_await ports_.sights.see(viewer, users);
  if (!seen) co_return std::unexpected(seen.error());
  if (!socket.is_open()) co_return Result<>{};
  // From here to the end nothing happens in between, so no flip is missed.
  std::vector<SeenPerson> people;
  for (const Sights::Seen& one : *seen) {
    pairs_.put(Sight::Presence, one.user, viewer, one.may_see, now());
    people.push_back(one.may_see ? ports_.service.look(one.user, one.row)
                                 : SeenPerson{.user = one.user});
  }
  hints_of(socket).presence_not_before = now() + kPresencePace;
  hints_of(socket).watch_not_before = now() + kWatchPace;
  watches_.replace(socket, people);
  socket.write_hint(presence_frame(std::move(ref), people));
  ports_.figures.presence_frames.add();
  co_return Result<>{};
}

Awaitable<Result<>> PresenceDesk::open(HintSocket& socket,
                                       std::vector<ConversationId> conversations) {
  const Milliseconds good_until = now() + kMembershipAge;
  const auto checked = co_await ports_.sights.check_in(socket.hint_user(), conversations);
  if (!checked) co_return checked;
  if (!socket.is_open()) co_return Result<>{};
  hints_of(socket);
  opens_.replace(socket, std::move(conversations), good_until);
  co_return Result<>{};
}

Result<bool> PresenceDesk::try_type(HintSocket& socket, ConversationId conversation, bool on) {
  SocketHints& hints = hints_of(socket);
  if (hints.typing != conversation || hints.typing_good_until <= now()) return false;
  if (auto taken = hints.typing_rate.take(now()); !taken) return std::unexpected(taken.error());
  ports_.bus.publish(TypingHint{conversation, socket.hint_user(), on});
  return true;
}

Awaitable<Result<>> PresenceDesk::type(HintSocket& socket, ConversationId conversation, bool on) {
  const Milliseconds good_until = now() + kMembershipAge;
  const auto checked = co_await ports_.sights.check_in(socket.hint_user(), {conversation});
  if (!checked) co_return checked;
  if (!socket.is_open()) co_return Result<>{};
  SocketHints& hints = hints_of(socket);
  hints.typing = conversation;
  hints.typing_good_until = good_until;
  const auto typed = try_type(socket, conversation, on);
  if (!typed) co_return std::unexpected(typed.error());
  co_return Result<>{};
}

void PresenceDesk::take(const std::vector<Hint>& hints) {
  for (const Hint& hint : hints) {
    if (const auto* flip = std::get_if<Flip>(&hint)) watches_.take(*flip);
    if (const auto* typing = std::get_if<TypingHint>(&hint)) take_typing(*typing);
    if (const auto* marker = std::get_if<MarkerHint>(&hint)) {
      if (!viewers_of(marker->conversation, marker->user).empty()) markers_.add(*marker);
    }
    if (const auto* change = std::get_if<RelationChange>(&hint)) take_relation(*change);
  }
}

void PresenceDesk::take_relation(const RelationChange& change) {
  pairs_.forget(change.user, change.other);
  auto looks = watches_.touched_by(change);
  if (!looks.empty()) start_(look_again(std::move(looks)));
}

Awaitable<> PresenceDesk::look_again(WatchLists::Looks looks) {
  for (const auto& [viewer, users] : looks) {
    const auto seen = co_await ports_.sights.see(viewer, users);
    // Then what they are told stands until the next change.
    if (!seen) continue;
    for (const Sights::Seen& one : *seen) {
      pairs_.put(Sight::Presence, one.user, viewer, one.may_see, now());
      watches_.take(viewer, ports_.service.look(one.user, one.row));
    }
  }
}

void PresenceDesk::tick() {
  tell_presence();
  tell_markers();
  check_open_lists();
}

void PresenceDesk::tell_presence() {
  WatchLists::Looks unknown;  // Here by who is shown.
  const Milliseconds at = now();
  for (HintSocket* socket : watches_.pending()) {
    SocketHints& hints = *socket->hints;
    if (at < hints.presence_not_before || !socket->has_hint_room()) continue;
    const UserId viewer = socket->hint_user();
    std::vector<UserId> unknown_here;
    const auto changes = watches_.take_changes(
        *socket, [&](UserId user) { return pairs_.find(Sight::Presence, user, viewer, at); },
        unknown_here);
    for (const UserId shown : unknown_here) {
      auto& viewers = unknown[shown];
      if (std::ranges::find(viewers, viewer) == viewers.end()) viewers.push_back(viewer);
    }
    if (changes.empty()) continue;
    hints.presence_not_before = at + kPresencePace;
    socket->write_hint(presence_frame(std::nullopt, changes));
    ports_.figures.presence_frames.add();
  }
  if (unknown.empty() || is_looking_at_watchers_) return;
  is_looking_at_watchers_ = true;
  start_(look_up_watchers(std::move(unknown)));
}

// The next tick tells what is known then; what could not be looked up is asked again.
Awaitable<> PresenceDesk::look_up_watchers(WatchLists::Looks unknown) {
  for (auto& [shown, viewers] : unknown) {
    co_await look_up(Sight::Presence, shown, std::move(viewers));
  }
  is_looking_at_watchers_ = false;
}

void PresenceDesk::check_open_lists() {
  if (is_checking_open_) return;
  auto stale = opens_.take_stale(now(), now() + kMembershipAge);
  if (stale.empty()) return;
  is_checking_open_ = true;
  start_(check_open(std::move(stale)));
}

Awaitable<> PresenceDesk::check_open(OpenLists::Pairs pairs) {
  for (const auto& [user, conversation] : pairs) {
    const auto checked = co_await ports_.sights.check_in(user, {conversation});
    // What cannot be looked up is no longer known, and a hint may be lost.
    if (!checked) opens_.remove(user, conversation);
  }
  is_checking_open_ = false;
}

Awaitable<> PresenceDesk::look_up(Sight sight, UserId shown, Viewers viewers) {
  const auto allowed = co_await ports_.sights.viewers_of(sight, shown, viewers);
  if (!allowed) co_return;
  for (const UserId viewer : viewers) {
    const bool may_see = std::ranges::find(*allowed, viewer) != allowed->end();
    pairs_.put(sight, shown, viewer, may_see, now());
  }
}

}  // namespace parley
