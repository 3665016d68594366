#include "terminal/ws_connection.h"

#include <boost/asio/write.hpp>
#include <span>
#include <utility>

#include "engines/io/deadline.h"
#include "terminal/tcp.h"
#include "wire/ws_handshake.h"

namespace parley::terminal {
namespace {

constexpr Milliseconds kHandshakeWait{10'000};
constexpr Milliseconds kWriteWait{30'000};
constexpr std::size_t kHeadBytesMax = 8'192;
constexpr std::size_t kReadBytes = 65'536;
// A server's frame has at most 256 KiB; one event may make it longer.
constexpr std::uint32_t kMessageBytesMax = 2'000'000;

// Byte by byte at the end, so that nothing behind the head is taken.
Awaitable<Result<std::string>> read_head(Socket& socket) {
  std::string head;
  while (!head.ends_with("\r\n\r\n")) {
    char byte = 0;
    const auto [error, size] = co_await socket.async_read_some(asio::buffer(&byte, 1), outcome);
    if (error || head.size() == kHeadBytesMax) {
      co_return fail(Errc::Overloaded, "the server does not answer");
    }
    head += byte;
  }
  co_return head;
}

}  // namespace

WsConnection::WsConnection(Socket socket, Random& random)
    : socket_(std::move(socket)),
      random_(random),
      decoder_(WsRole::Client, kMessageBytesMax),
      buffer_(kReadBytes, '\0'),
      has_unsent_(socket_.get_executor()) {}

Awaitable<Result<std::unique_ptr<WsConnection>>> WsConnection::open(ServerAddress server,
                                                                    Random& random) {
  auto connected = co_await connect_to(server);
  if (!connected) co_return std::unexpected(connected.error());
  auto connection = std::unique_ptr<WsConnection>(new WsConnection(std::move(*connected), random));
  Socket& socket = connection->socket_;
  Deadline deadline(socket);
  deadline.arm(kHandshakeWait);
  std::array<std::uint8_t, 16> nonce{};
  random.fill(nonce);
  const std::string key = ws_key(nonce);
  const std::string request = ws_request_head(server.authority(), "/v1/ws", key);
  const auto [error, written] = co_await asio::async_write(socket, asio::buffer(request), outcome);
  if (error) co_return fail(Errc::Overloaded, "the server does not answer");
  const auto head = co_await read_head(socket);
  if (!head) co_return std::unexpected(head.error());
  if (!accepts_ws_key(*head, key)) {
    co_return fail(Errc::Overloaded, "the server does not speak our protocol now");
  }
  deadline.disarm();
  co_return connection;
}

Awaitable<WsConnection::Incoming> WsConnection::receive() {
  for (;;) {
    const WsEvent event = decoder_.next();
    switch (event.kind) {
      case WsEvent::Kind::Text: co_return Incoming{.text = std::string(event.payload)};
      case WsEvent::Kind::Ping: append(WsOpcode::Pong, event.payload); continue;
      case WsEvent::Kind::Pong: continue;
      case WsEvent::Kind::Close: co_return Incoming{.closed = event.code, .is_closed = true};
      case WsEvent::Kind::Failure:
        close(event.code);
        co_return Incoming{.closed = WsCloseCode::NoCode, .is_closed = true};
      case WsEvent::Kind::More: break;
    }
    const auto [error, size] = co_await socket_.async_read_some(asio::buffer(buffer_), outcome);
    if (error) co_return Incoming{.closed = WsCloseCode::NoCode, .is_closed = true};
    decoder_.feed(std::span(buffer_.data(), size));
  }
}

WsConnection::Sent WsConnection::send(std::string_view text) {
  if (is_closed_) return Sent::Closed;
  if (unsent_.size() + text.size() > kUnsentBytesMax) return Sent::Full;
  append(WsOpcode::Text, text);
  return Sent::Sent;
}

Awaitable<> WsConnection::write_all() {
  Deadline deadline(socket_);
  while (!is_closed_ || !unsent_.empty()) {
    has_unsent_.clear();
    if (unsent_.empty()) {
      co_await has_unsent_.wait_for(kWriteWait);
      continue;
    }
    const std::string bytes = std::exchange(unsent_, {});
    deadline.arm(kWriteWait);
    const auto [error, written] = co_await asio::async_write(socket_, asio::buffer(bytes), outcome);
    deadline.disarm();
    if (error) break;
  }
  is_closed_ = true;
  IoError ignored;
  socket_.close(ignored);
}

void WsConnection::close(WsCloseCode code) {
  if (is_closed_) return;
  append(WsOpcode::Close, ws_close_payload(code));
  is_closed_ = true;
}

void WsConnection::abandon() {
  is_closed_ = true;
  unsent_.clear();
  IoError ignored;
  socket_.close(ignored);
  has_unsent_.set();
}

std::array<std::uint8_t, 4> WsConnection::mask() {
  std::array<std::uint8_t, 4> mask{};
  random_.fill(mask);
  return mask;
}

void WsConnection::append(WsOpcode opcode, std::string_view payload) {
  append_ws_frame(unsent_, opcode, payload, mask());
  has_unsent_.set();
}

}  // namespace parley::terminal
