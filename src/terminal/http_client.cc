#include "terminal/http_client.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <utility>

#include "engines/io/deadline.h"
#include "terminal/tcp.h"

namespace parley::terminal {
namespace {

namespace http = boost::beast::http;

constexpr std::uint64_t kAnswerBytesMax = 8'000'000;

http::request<http::string_body> message_of(const ServerAddress& server, HttpRequest request) {
  http::request<http::string_body> message(http::string_to_verb(request.method), request.target,
                                           11);
  message.set(http::field::host, server.authority());
  message.set(http::field::user_agent, "parley-chat");
  message.keep_alive(false);
  if (!request.token.empty()) {
    message.set(http::field::authorization, "Bearer " + request.token);
  }
  if (!request.idempotency_key.empty()) message.set("Idempotency-Key", request.idempotency_key);
  if (!request.body.empty()) message.set(http::field::content_type, "application/json");
  message.body() = std::move(request.body);
  message.prepare_payload();
  return message;
}

}  // namespace

Awaitable<Result<HttpAnswer>> ask(ServerAddress server, HttpRequest request) {
  auto connected = co_await connect_to(server);
  if (!connected) co_return std::unexpected(connected.error());
  Socket socket = std::move(*connected);
  Deadline deadline(socket);
  deadline.arm(request.answer_wait);
  auto message = message_of(server, std::move(request));
  // A write that failed says little: a server may refuse before it has read all.
  (void)co_await http::async_write(socket, message, outcome);
  boost::beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(kAnswerBytesMax);
  const auto [read_error, read] = co_await http::async_read(socket, buffer, parser, outcome);
  if (read_error) {
    co_return fail(Errc::Overloaded, "the server at " + server.authority() + " does not answer");
  }
  auto response = parser.release();
  co_return HttpAnswer{response.result_int(), std::move(response.body())};
}

}  // namespace parley::terminal
