// What the sockets of one loop asked to be told of people, and the telling: presence, typing, live
// receipts.
//
//   socket ──watch, open, type──▶ desk ──hint──▶ bus ──▶ all desks ──take()──▶ sockets
//
// A hint is dropped at once where nobody on this loop wants it. Before a socket is told, both must
// be entitled (sights.h); what is not known is looked up first and then remembered for a while.
// Frames are few: one `presence` a socket and half second, one `receipts` a conversation and
// second.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/metrics.h"
#include "presence/marker_batch.h"
#include "presence/open_lists.h"
#include "presence/pair_cache.h"
#include "presence/presence_bus.h"
#include "presence/presence_service.h"
#include "presence/sights.h"
#include "presence/watch_lists.h"
#include "wire/server_frames.h"

namespace parley {

// The foreground sockets of this loop by person: whom a direct conversation is told to without
// `open`.
class ForegroundSockets {
 public:
  virtual ~ForegroundSockets() = default;

  virtual bool has_foreground(UserId user) const = 0;
  // Written where there is room.
  virtual void write_hint(UserId user, const std::shared_ptr<const std::string>& frame) = 0;
};

struct PresenceFigures {
  explicit PresenceFigures(Metrics& metrics);

  Counter& presence_frames;
  Counter& typing_frames;
  Counter& receipt_frames;
};

// Owned by a hub; all calls on its loop's thread. A socket must be forgotten before it goes, and is
// kept alive by whoever awaits a call about it.
class PresenceDesk {
 public:
  struct Ports {
    PresenceService& service;
    PresenceBus& bus;
    const Sights& sights;
    const Clock& clock;
    PresenceFigures& figures;
  };
  // Starts a coroutine in the scope of the owner.
  using Start = std::function<void(Awaitable<>)>;

  PresenceDesk(const Ports& ports, ForegroundSockets& foreground, Start start);

  static constexpr std::size_t kTypingLooksMax = 256;

  // Replaces the watch list of `socket` and tells it about each of `users`. An error changes
  // nothing.
  Awaitable<Result<>> watch(HintSocket& socket, std::optional<std::string> ref,
                            std::vector<UserId> users);

  // Replaces what `socket` has on screen. NotFound for a conversation that its user is not in.
  Awaitable<Result<>> open(HintSocket& socket, std::vector<ConversationId> conversations);

  // True if that is known without a look, and then done; RateLimited above the rate of the socket.
  Result<bool> try_type(HintSocket& socket, ConversationId conversation, bool on);
  // The same after a look. NotFound for a conversation that its user is not in.
  Awaitable<Result<>> type(HintSocket& socket, ConversationId conversation, bool on);

  void forget(HintSocket& socket);

  void take(const std::vector<Hint>& hints);

  // Tells what is due; about twice a second.
  void tick();

 private:
  // Whom a hint about a conversation may concern on this loop, each once and never its subject.
  using Viewers = std::vector<UserId>;

  SocketHints& hints_of(HintSocket& socket);
  Viewers viewers_of(ConversationId conversation, UserId shown) const;
  void take_relation(const RelationChange& change);
  Awaitable<> look_again(WatchLists::Looks looks);

  void take_typing(const TypingHint& typing);
  Awaitable<> look_and_tell_typing(TypingHint typing, Viewers unknown);
  void tell_typing(const TypingHint& typing);

  void tell_markers();
  Awaitable<> look_and_tell_markers(MarkerBatch::Markers markers);
  void tell_markers(ConversationId conversation, const std::vector<wire::Marker>& markers);

  void tell_presence();
  Awaitable<> look_up_watchers(WatchLists::Looks unknown);
  void check_open_lists();
  Awaitable<> check_open(OpenLists::Pairs pairs);

  void write(ConversationId conversation, UserId viewer,
             const std::shared_ptr<const std::string>& frame);
  Viewers unknown_of(Sight sight, UserId shown, const Viewers& viewers) const;
  bool may_see(Sight sight, UserId shown, UserId viewer) const;
  Awaitable<> look_up(Sight sight, UserId shown, Viewers viewers);
  Milliseconds now() const { return ports_.clock.monotonic(); }

  const Ports ports_;
  ForegroundSockets& foreground_;
  const Start start_;
  WatchLists watches_;
  OpenLists opens_;
  PairCache pairs_;
  MarkerBatch markers_;
  Milliseconds markers_told_{};
  // Who is looked up for their typing, and what they did last. At most kTypingLooksMax.
  std::map<std::pair<ConversationId, UserId>, bool> typing_looks_;
  // One look-up of each other kind at a time.
  bool is_looking_at_watchers_ = false;
  bool is_looking_at_markers_ = false;
  bool is_checking_open_ = false;
};

}  // namespace parley
