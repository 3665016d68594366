// Who a session is.
#include <utility>

#include "base/log.h"
#include "gateway/hub.h"
#include "gateway/session.h"
#include "gateway/session_send.h"

namespace parley {
namespace {

constexpr std::uint32_t kFrameBytesMax = 1'310'720;
// A ticket is renewed in `pong` when a third of its 15 minutes is over.
constexpr Milliseconds kTicketFresh{5 * 60 * 1'000};

}  // namespace

Awaitable<> Session::greet(wire::HelloFrame hello) {
  const auto self = shared_from_this();
  const GatewayPorts& ports = hub_.ports();
  if (hello.token.has_value() == hello.ticket.has_value()) {
    close(close_code::kNoHello, "either a token or a ticket");
    co_return;
  }
  const auto caller = co_await authenticate(hello);
  if (state_ != SessionState::Greeting) co_return;
  if (!caller) {
    const bool is_invalid = caller.error().code == Errc::Unauthorized;
    if (!is_invalid) log_warning("hello_failed", {{"error", caller.error()}});
    close(is_invalid ? close_code::kTokenInvalid : close_code::kTryAgain, {});
    co_return;
  }
  caller_ = *caller;
  ports.seen.note(caller_->device, ports.clock.now());
  const SocketPlace place{hub_.index(), id_};
  const auto replaced = ports.sockets.enter(*caller_, hello.instance, place,
                                            hub_.options().sessions.sockets_a_device);
  for (const SocketPlace& other : replaced) {
    ports.figures.replaced.add();
    ports.close_elsewhere(other, close_code::kReplaced);
  }
  hub_.edge().listen(caller_->user, *this);  // (1)
  is_listening_ = true;
  ports.presence.enter(caller_->user);
  // Whoever closes the sockets of a revoked device fills the box first and then looks for them; so
  // either this socket is found there, or its device here.
  if (ports.tickets.is_revoked(caller_->device)) {
    close(close_code::kTokenInvalid, {});
    co_return;
  }
  const auto head = co_await ports.store_pool.run(
      [view = hub_.inbox_view(), user = caller_->user] { return view.head(user); });
  if (state_ != SessionState::Greeting) co_return;
  if (!head) {
    log_error("inbox_head_failed", {{"user", caller_->user}, {"error", head.error()}});
    close(close_code::kTryAgain, {});
    co_return;
  }
  state_ = SessionState::Open;
  decoder_.set_message_bytes_max(kFrameBytesMax);
  waiting_.give_back();
  ports.figures.opened.add();
  welcome(hello, *head);
  start_cursor(hello.cursor, *head);
}

Awaitable<Result<Caller>> Session::authenticate(const wire::HelloFrame& hello) {
  const GatewayPorts& ports = hub_.ports();
  if (hello.ticket) co_return ports.tickets.check(*hello.ticket);
  co_return co_await ports.sql_pool.run(
      [&devices = ports.devices, token = *hello.token] { return devices.authenticate(token); });
}

void Session::welcome(const wire::HelloFrame& hello, const InboxHead& head) {
  is_foreground_ = hello.mode == wire::Mode::Foreground;
  incarnation_ = head.incarnation;
  send(wire::Welcome{.ref = hello.ref,
                     .user = caller_->user,
                     .device = caller_->device,
                     .head = {head.incarnation, head.head},
                     .heartbeat_ms = Milliseconds{hub_.options().sessions.heartbeat_ms},
                     .server_time = hub_.ports().clock.now(),
                     .limits = hub_.options().limits,
                     .ticket = fresh_ticket().value_or("")});
}

// A new ticket if the last is no longer fresh, and one can be had.
std::optional<std::string> Session::fresh_ticket() {
  const Milliseconds now = hub_.now();
  const bool has_fresh = ticket_made_at_ != Milliseconds{} && now - ticket_made_at_ < kTicketFresh;
  if (has_fresh) return std::nullopt;
  auto ticket = hub_.ports().tickets.issue(*caller_);
  if (ticket) ticket_made_at_ = now;
  return ticket;
}

}  // namespace parley
