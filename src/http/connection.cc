#include "http/connection.h"

#include <fmt/format.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "http/chunk_decoder.h"
#include "http/upgrade.h"
#include "wire/ws_handshake.h"

namespace parley {
namespace {

constexpr std::size_t kReadBytes = 8 * 1024;

// A socket that is closed while the client still sends is reset, and the answer may be lost with
// it: so what comes is read and dropped for a while.
constexpr Milliseconds kLingerWait{2'000};
constexpr std::size_t kLingerBytesMax = 2 * 1024 * 1024;

constexpr HttpFault kGone{0, "the client has gone"};  // Nobody is there to be answered.
constexpr HttpFault kSlow{408, "the client is too slow"};
constexpr HttpFault kBodyTooLarge{413, "the body is too large"};
constexpr HttpFault kBadChunk{400, "a malformed chunk"};

Response no_route(const Router::Match& match) {
  if (match.allow.empty()) return problem({Errc::NotFound, "no route"});
  auto response = problem(405, {Errc::BadRequest, "no such method here"});
  response.fields.emplace_back("Allow", match.allow);
  return response;
}

std::string peer_address(const Socket& socket) {
  IoError error;
  const auto endpoint = socket.remote_endpoint(error);
  return error ? std::string() : endpoint.address().to_string();
}

}  // namespace

Connection::Connection(const HttpPorts& ports, const HttpOptions& options, Socket socket)
    : ports_(ports),
      options_(options),
      socket_(std::move(socket)),
      deadline_(socket_),
      peer_(peer_address(socket_)) {}

Awaitable<> Connection::run() {
  while (co_await await_request()) {
    state_ = State::Reading;
    started_ = ports_.clock.monotonic();
    auto incoming = co_await read_request();
    if (!incoming) {
      co_await answer_fault(incoming.error());
      break;  // (2)
    }
    state_ = State::Handling;
    co_await handle(*std::move(incoming));
    if (is_upgraded_) co_return;
    if (is_last_) break;
  }
  co_await close();
}

void Connection::finish() {
  is_last_ = true;
  if (state_ != State::Idle) return;
  IoError ignored;
  socket_.cancel(ignored);
}

Awaitable<bool> Connection::await_request() {
  state_ = State::Idle;
  if (!buffer_.empty()) co_return true;
  buffer_ = {};  // An idle connection holds no buffer.
  deadline_.arm(options_.idle_wait);
  const auto [error] = co_await socket_.async_wait(Socket::wait_read, outcome);
  deadline_.disarm();
  co_return !error;
}

Awaitable<Connection::Read<Connection::Incoming>> Connection::read_request() {
  const auto head_end = co_await read_head();
  if (!head_end) co_return std::unexpected(head_end.error());
  const std::string_view head = std::string_view(buffer_).substr(0, *head_end);
  const auto facts = validate_head(head);
  if (!facts) co_return std::unexpected(facts.error());
  auto request = parse_request(head);
  if (!request) co_return std::unexpected(request.error());
  buffer_.erase(0, *head_end);

  if (facts->framing != BodyFraming::None) {
    if (facts->content_length > options_.body_bytes_max) co_return std::unexpected(kBodyTooLarge);
    if (facts->expects_continue && buffer_.empty()) {
      if (!co_await write("HTTP/1.1 100 Continue\r\n\r\n", {})) co_return std::unexpected(kGone);
    }
    deadline_.arm(options_.body_wait);
    auto body = facts->framing == BodyFraming::Chunked
                    ? co_await read_chunked_body()
                    : co_await read_sized_body(static_cast<std::size_t>(facts->content_length));
    deadline_.disarm();
    if (!body) co_return std::unexpected(body.error());
    request->body = *std::move(body);
  }
  request->client = client_address(peer_, request->list_field("x-forwarded-for"), options_.proxies);
  request->id = next_id();
  co_return Incoming{*std::move(request), facts->wants_close};
}

Awaitable<Connection::Read<std::size_t>> Connection::read_head() {
  deadline_.arm(options_.head_wait);
  for (std::size_t seen = 0;;) {
    const auto end = find_head_end(buffer_, seen);
    if (!end || *end > 0) {
      deadline_.disarm();
      co_return end;
    }
    seen = buffer_.size();
    const auto more = co_await read_more();
    if (!more) co_return std::unexpected(more.error());
  }
}

Awaitable<Connection::Read<std::string>> Connection::read_sized_body(std::size_t size) {
  while (buffer_.size() < size) {
    const auto more = co_await read_more();
    if (!more) co_return std::unexpected(more.error());
  }
  auto rest = buffer_.substr(size);
  buffer_.resize(size);
  co_return std::exchange(buffer_, std::move(rest));
}

Awaitable<Connection::Read<std::string>> Connection::read_chunked_body() {
  ChunkDecoder decoder(options_.body_bytes_max);
  std::string body;
  for (;;) {
    buffer_.erase(0, decoder.feed(buffer_, body));
    switch (decoder.state()) {
      case ChunkDecoder::State::Done: co_return body;
      case ChunkDecoder::State::Malformed: co_return std::unexpected(kBadChunk);
      case ChunkDecoder::State::TooLarge: co_return std::unexpected(kBodyTooLarge);
      case ChunkDecoder::State::More: break;
    }
    const auto more = co_await read_more();
    if (!more) co_return std::unexpected(more.error());
  }
}

Awaitable<Connection::Read<void>> Connection::read_more() {
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kReadBytes);
  const auto [error, size] =
      co_await socket_.async_read_some(asio::buffer(buffer_.data() + before, kReadBytes), outcome);
  buffer_.resize(before + size);
  if (!error) co_return Read<void>{};
  co_return std::unexpected(deadline_.expired() ? kSlow : kGone);
}

Awaitable<> Connection::handle(Incoming incoming) {
  if (incoming.wants_close) is_last_ = true;
  auto match = ports_.router.match(incoming.request.method, incoming.request.segments);
  if (match.upgrade != nullptr) {
    co_await handle_upgrade(std::move(incoming.request), *match.upgrade, match.pattern);
    co_return;
  }
  RequestContext context(std::move(incoming.request), std::move(match.parameters));
  auto response =
      match.handler != nullptr ? co_await respond(context, *match.handler) : no_route(match);
  const Request& request = context.request;
  co_await answer(std::move(response),
                  {.request_id = request.id,
                   .method = to_text(request.method),
                   .pattern = match.pattern,
                   .client = request.client},
                  request.method);
}

// What a library throws through a handler ends here, as the failure of one request.
Awaitable<Response> Connection::respond(RequestContext& context, const Handler& handler) {
  std::string thrown;
  try {
    co_return co_await handler(context);
  } catch (const std::exception& exception) {
    thrown = exception.what();
  }
  co_return problem(500, {Errc::StoreFailed, "thrown: " + thrown});
}

Awaitable<> Connection::handle_upgrade(Request request, const UpgradeHandler& handler,
                                       std::string_view pattern) {
  auto refusal = refuse_handshake(request);
  if (!refusal && is_last_) refusal = problem({Errc::Draining, "no new WebSocket"});
  Takeover takeover;
  if (!refusal) {
    if (auto admitted = handler(request)) {
      takeover = *std::move(admitted);
    } else {
      refusal = problem(admitted.error());
    }
  }
  const Exchange exchange{.request_id = request.id,
                          .method = to_text(request.method),
                          .pattern = pattern,
                          .client = request.client};
  if (refusal) {
    co_await answer(*std::move(refusal), exchange, request.method);
    co_return;
  }
  if (!co_await write(ws_response_head(*request.field("sec-websocket-key")), {})) {
    is_last_ = true;
    co_return;
  }
  ports_.observer.on_exchange({.request_id = exchange.request_id,
                               .method = exchange.method,
                               .pattern = pattern,
                               .client = exchange.client,
                               .status = 101,
                               .duration = ports_.clock.monotonic() - started_});
  is_upgraded_ = true;
  // A copy, as long as the socket lives, of just what came: the buffer has room for a request.
  takeover(std::move(socket_), std::string(std::string_view(buffer_)));
}

Awaitable<> Connection::answer(Response response, Exchange exchange, Method method) {
  const auto head = response_head(
      response, {.now = ports_.clock.now(), .request_id = exchange.request_id, .closes = is_last_});
  const bool has_body = method != Method::Head && response.status != 204 && response.status != 304;
  if (!co_await write(head, has_body ? std::string_view(response.body) : "")) is_last_ = true;
  exchange.status = response.status;
  exchange.duration = ports_.clock.monotonic() - started_;
  exchange.detail = response.detail;
  ports_.observer.on_exchange(exchange);
}

Awaitable<> Connection::answer_fault(HttpFault fault) {
  if (fault.status == 0) co_return;
  is_last_ = true;
  const auto id = next_id();
  co_await answer(problem(fault.status, {Errc::BadRequest, std::string(fault.reason)}),
                  {.request_id = id, .client = peer_}, Method::Get);
}

Awaitable<bool> Connection::write(std::string_view head, std::string_view body) {
  deadline_.arm(options_.write_wait);
  const std::array parts{asio::buffer(head), asio::buffer(body)};
  const auto [error, size] = co_await asio::async_write(socket_, parts, outcome);
  deadline_.disarm();
  co_return !error;
}

Awaitable<> Connection::close() {
  IoError ignored;
  if (std::exchange(state_, State::Closing) == State::Idle) {
    socket_.close(ignored);
    co_return;
  }
  socket_.shutdown(Socket::shutdown_send, ignored);
  deadline_.arm(kLingerWait);
  buffer_.resize(kReadBytes);
  for (std::size_t total = 0; total < kLingerBytesMax;) {
    const auto [error, size] = co_await socket_.async_read_some(asio::buffer(buffer_), outcome);
    if (error) break;
    total += size;
  }
  deadline_.disarm();
  socket_.close(ignored);
}

std::string Connection::next_id() { return fmt::format("{:016x}", ports_.random.u64()); }

}  // namespace parley
