// The socket of a session: bytes in, frames out, time.
#include "gateway/session.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "gateway/hub.h"
#include "gateway/session_send.h"

namespace parley {
namespace {

constexpr std::uint32_t kHelloBytesMax = 8 * 1024;
// How long a close may take: for the peer to answer it, and for what is queued to be written.
constexpr Milliseconds kCloseWait{5'000};
constexpr Milliseconds kSecond{1'000};
constexpr std::uint32_t kBusySecondsMax = 10;

}  // namespace

Session::Session(Hub& hub, SocketId id, Socket socket, WaitingPlace place)
    : hub_(hub),
      id_(id),
      socket_(std::move(socket)),
      waiting_(std::move(place)),
      decoder_(WsRole::Server, kHelloBytesMax),
      opened_at_(hub.now()),
      heard_at_(opened_at_),
      wrote_at_(opened_at_) {}

Session::~Session() = default;

void Session::start(std::string_view rest) {
  while (!rest.empty() && state_ < SessionState::Draining) {
    const auto buffer = hub_.read_buffer();
    const std::size_t size = std::min(rest.size(), buffer.size());
    std::memcpy(buffer.data(), rest.data(), size);
    rest.remove_prefix(size);
    take_bytes(buffer.first(size));
  }
  read_on();
}

// (3)
void Session::read_on() {
  const bool is_behind = state_ == SessionState::Open && !has_room();
  if (!deferred_.empty() || is_behind) return hub_.start(work_off(shared_from_this()));
  socket_.async_wait(Socket::wait_read, [self = shared_from_this()](IoError error) {
    error || !self->read_some() ? self->end() : self->read_on();
  });
}

// False when the socket has ended.
bool Session::read_some() {
  const auto buffer = hub_.read_buffer();
  const ssize_t got = ::recv(socket_.native_handle(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (got < 0) return errno == EAGAIN || errno == EINTR;
  if (got == 0) return false;
  if (state_ < SessionState::Draining) take_bytes(buffer.first(static_cast<std::size_t>(got)));
  return true;
}

Awaitable<> Session::work_off(std::shared_ptr<Session> self) {
  co_await self->work_off_deferred();
  co_await self->wait_for_room() ? self->read_on() : self->end();
}

// False when the socket has ended.
Awaitable<bool> Session::wait_for_room() {
  while (!has_room() && state_ == SessionState::Open) {
    const auto [error] = co_await socket_.async_wait(Socket::wait_write, outcome);
    if (error) co_return false;
    flush();
  }
  co_return true;
}

void Session::take_bytes(std::span<char> bytes) {
  decoder_.feed(bytes);
  for (auto event = decoder_.next(); event.kind != WsEvent::Kind::More; event = decoder_.next()) {
    heard_at_ = hub_.now();
    switch (event.kind) {
      case WsEvent::Kind::Text: take_message(event.payload); break;
      case WsEvent::Kind::Ping: send_frame(WsOpcode::Pong, event.payload); break;
      case WsEvent::Kind::Close: {
        const bool has_code = event.code != WsCloseCode::NoCode;
        return close(has_code ? event.code : WsCloseCode::Normal, {});
      }
      case WsEvent::Kind::Failure: return close(event.code, "the frame breaks RFC 6455");
      case WsEvent::Kind::Pong:
      case WsEvent::Kind::More: break;
    }
    if (state_ >= SessionState::Draining) return;
  }
}

void Session::take_message(std::string_view json) {
  hub_.ports().figures.frames_in.add();
  if (!deferred_.empty() || is_over_pace(hub_.now())) {
    deferred_.emplace_back(json);
    return;
  }
  ++frames_in_second_;
  if (take_frame(json) == Taken::Done) return;
  --frames_in_second_;
  deferred_.emplace_back(json);
}

bool Session::is_over_pace(Milliseconds now) {
  const std::uint32_t most = hub_.options().sessions.frames_a_second;
  if (now - second_began_ >= kSecond) {
    if (frames_in_second_ < most) busy_seconds_ = 0;
    second_began_ = now;
    frames_in_second_ = 0;
  }
  return frames_in_second_ >= most;
}

// Nothing is read meanwhile, so the order of frames is kept and memory is bounded: an answer may be
// a page, so the next frame waits until the one before has room to leave.
Awaitable<> Session::work_off_deferred() {
  const auto frames = std::exchange(deferred_, {});
  is_working_off_ = !frames.empty();
  for (const std::string& json : frames) {
    while (state_ < SessionState::Draining && is_over_pace(hub_.now())) {
      co_await pause_until_next_second();
    }
    if (!co_await wait_for_room() || state_ >= SessionState::Draining) break;
    ++frames_in_second_;
    co_await take_waiting(json);
  }
  is_working_off_ = false;
}

Awaitable<> Session::pause_until_next_second() {
  if (++busy_seconds_ > kBusySecondsMax) {
    close(WsCloseCode::Policy, "too many frames");
    co_return;
  }
  co_await sleep_for(std::max(Milliseconds{1}, second_began_ + kSecond - hub_.now()));
}

void Session::send_frame(WsOpcode opcode, std::string_view payload) {
  if (has_closed_) return;
  outgoing_.append(WsHeader(opcode, payload.size()).bytes());
  outgoing_.append(payload);
  mark_dirty();
}

void Session::mark_dirty() {
  if (is_dirty_ || is_blocked_) return;
  is_dirty_ = true;
  wrote_at_ = hub_.now();
  hub_.flush_later(shared_from_this());
}

void Session::flush() {
  is_dirty_ = false;
  if (is_blocked_ || state_ == SessionState::Closed) return;
  while (!outgoing_.is_empty()) {
    std::array<iovec, kGatherMax> pieces;
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = outgoing_.gather(pieces);
    const ssize_t sent = ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno == EAGAIN) return wait_writable();
    if (sent < 0) return drop_socket();
    outgoing_.consume(static_cast<std::size_t>(sent));
    wrote_at_ = hub_.now();
  }
  if (has_closed_) {
    // The peer's end of the connection follows; dropping ours now could lose the close frame.
    IoError ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
  }
  read_page_if_due();
}

void Session::wait_writable() {
  is_blocked_ = true;
  socket_.async_wait(Socket::wait_write, [self = shared_from_this()](IoError error) {
    self->is_blocked_ = false;
    if (!error) self->flush();
  });
}

void Session::close(WsCloseCode code, std::string_view reason) {
  if (state_ >= SessionState::Draining) return;  // (4)
  send_frame(WsOpcode::Close, ws_close_payload(code, reason));
  has_closed_ = true;
  state_ = SessionState::Draining;
  draining_since_ = hub_.now();
}

void Session::go_away(Milliseconds after) {
  if (state_ != SessionState::Open) return close(WsCloseCode::GoingAway, {});
  send(wire::Goaway{.reconnect_after_ms = after});
  is_going_away_ = true;
}

void Session::tick(Milliseconds now) {
  const Config::Sessions& limits = hub_.options().sessions;
  const bool is_stalled =
      !outgoing_.is_empty() && now - wrote_at_ > Milliseconds{limits.stalled_ms};
  const bool is_overdue = state_ == SessionState::Draining && now - draining_since_ > kCloseWait;
  if (is_stalled || is_overdue) return drop_socket();
  if (state_ == SessionState::Greeting && now - opened_at_ > Milliseconds{limits.hello_ms}) {
    return close(WsCloseCode::Policy, "no hello");
  }
  if (state_ != SessionState::Open) return;
  if (read_pace_) {
    submit_held_markers(read_pace_->take_due(now));
    if (read_pace_->is_empty()) read_pace_.reset();
  }
  if (is_working_off_ || !has_room()) heard_at_ = now;  // Nothing is read that could be heard.
  if (now - heard_at_ > Milliseconds{limits.heartbeat_ms} * 5 / 2) {
    return close(close_code::kNoLife, "no heartbeat");
  }
  const bool is_answered = in_flight_ == 0 && !is_working_off_;
  if (is_going_away_ && is_answered) return close(WsCloseCode::GoingAway, {});
  if (cursor_ && now >= look_at_) {
    look_at_ = now + Milliseconds{limits.head_check_ms};
    hub_.start(look_at_head(shared_from_this()));
  }
}

void Session::leave() {
  waiting_.give_back();
  if (!is_listening_) return;
  is_listening_ = false;
  if (read_pace_) submit_held_markers(read_pace_->take_all());
  hub_.desk().forget(*this);
  hub_.edge().unlisten(caller_->user, *this);
  hub_.ports().presence.leave(caller_->user);
  hub_.ports().sockets.leave(caller_->device, {hub_.index(), id_});
}

void Session::end() {
  leave();
  drop_socket();
  hub_.forget(id_);
}

void Session::drop_socket() {
  state_ = SessionState::Closed;
  IoError ignored;
  socket_.close(ignored);
}

}  // namespace parley
