// The connection that is always there or on its way: it follows the inbox, sends what waits, and
// comes back by itself.
//
//   Idle ──an account──▶ Starting ──the list──▶ Connecting ──welcome──▶ Online ──lost──┐
//    ▲                       ▲                      ▲                                  │
//    └──logged out───────────┴────resync────────────┴───────────backoff────────────────┘
//
// 1. An item is stored before it is shown, and acknowledged after it is stored.
// 2. A submission is on its way in Online only, and one at a time.
// 3. In every state, what was typed is in the outbox.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/random.h"
#include "base/time.h"
#include "engines/io/io.h"
#include "engines/io/scope.h"
#include "engines/io/signal.h"
#include "terminal/api.h"
#include "terminal/book.h"
#include "terminal/link_rules.h"
#include "terminal/outbox.h"
#include "terminal/output.h"
#include "terminal/sync.h"
#include "terminal/ws_connection.h"
#include "wire/server_frames.h"

namespace parley::terminal {

// What a Link stands on. All outlive it.
struct LinkParts {
  Book& book;
  Api& api;
  Output& output;
  Clock& clock;
  Random& random;
};

// One loop, on whose thread every call is made.
class Link {
 public:
  Link(Executor executor, LinkParts parts);

  // Until stop(): one at a time.
  Awaitable<> run();
  void stop();

  // There is something new to send.
  void nudge();
  // All of `chat` was shown: its read marker follows.
  void mark_shown(const Chat& chat);
  // There is another account, or none any more: begins again with it.
  void account_changed();

  bool is_online() const { return is_online_; }
  // As the server would say it.
  TimeMs server_time() const { return parts_.clock.now() + server_ahead_; }

  // Asks for the names of `strangers`, and for the title of a group without one. What cannot be had
  // now stays a number.
  Awaitable<> learn(std::vector<UserId> strangers, std::optional<ConversationId> group);

 private:
  struct Ended {
    AfterClose then = AfterClose::Reconnect;
    std::optional<Milliseconds> after{};  // In place of the backoff.
  };

  const Profile& profile() const { return parts_.book.profile(); }
  bool keep(const Changes& changes);
  bool has_account() const;

  Awaitable<bool> start_from(std::optional<Cursor> head, bool forgets);
  Awaitable<Ended> connect();
  Awaitable<Ended> follow(WsConnection& connection, bool used_ticket);
  Awaitable<> work_after(Ended ended);
  wire::HelloFrame hello() const;
  void take_welcome(const wire::Welcome& welcome);
  Awaitable<std::optional<Ended>> take(wire::ServerFrame frame);
  Awaitable<bool> take_items(const wire::Items& items);
  void take_answer(const std::optional<std::string>& ref, const Verdict& verdict);
  Awaitable<> ask_for(OutboxRow row);
  void keep_ticket(std::string ticket);

  Awaitable<> tick_along(WsConnection& connection);
  void tick();
  void pump();
  void send(const wire::ClientFrame& frame);
  void say_once(std::string_view text);

  LinkParts parts_;
  Signal nudged_;
  Scope scope_;
  std::string instance_;
  WsConnection* connection_ = nullptr;  // While there is one.
  bool is_online_ = false;
  bool is_stopped_ = false;
  bool begins_again_ = false;

  std::string ticket_;
  Milliseconds ticket_since_{};
  Milliseconds server_ahead_{};
  std::uint32_t attempt_ = 0;
  std::string said_;  // The state that was last shown.

  // Of one connection.
  std::optional<ClientMessageId> on_its_way_;  // (2)
  Milliseconds send_after_{};
  Milliseconds heartbeat_{};
  Milliseconds last_heard_{};
  Milliseconds last_ping_{};
  Milliseconds last_ack_{};
  InboxSeq acknowledged_{};
  struct Told {
    Seq through{};
    Milliseconds at{};
  };
  std::map<ConversationId, Told> told_;  // Read markers that were sent.
};

}  // namespace parley::terminal
