#include "http/http_fixture.h"

#include <sys/socket.h>
#include <sys/time.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <stdexcept>

#include "engines/io/signal.h"

namespace parley {
namespace {

Tcp::endpoint loopback(std::uint16_t port) { return {asio::ip::address_v4::loopback(), port}; }

Awaitable<Response> echo(RequestContext& context) {
  Response response{.content_type = "text/plain"};
  response.body.append(context.parameter("word")).append(" ");
  response.body.append(context.request.client).append(" ").append(context.request.body);
  co_return response;
}

Awaitable<Response> throw_up(RequestContext&) {
  throw std::runtime_error("secret");
  co_return Response{};
}

// Echoes what is sent on a socket that was taken over, until it ends.
Awaitable<> echo_socket(Socket socket, std::string bytes) {
  for (;;) {
    const auto [failed, sent] = co_await asio::async_write(socket, asio::buffer(bytes), outcome);
    if (failed) co_return;
    bytes.resize(1024);
    const auto [error, size] = co_await socket.async_read_some(asio::buffer(bytes), outcome);
    if (error) co_return;
    bytes.resize(size);
  }
}

}  // namespace

HttpFixture::Client::Client(std::uint16_t port) : socket_(context_.get_executor()) {
  socket_.connect(loopback(port));
  const timeval most{.tv_sec = 10, .tv_usec = 0};
  setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
}

void HttpFixture::Client::send(std::string_view bytes) {
  IoError gone;
  asio::write(socket_, asio::buffer(bytes), gone);
}

void HttpFixture::Client::finish_sending() { socket_.shutdown(Socket::shutdown_send); }

// By the system's call, for a blocking read of Asio waits again when the time is over.
bool HttpFixture::Client::read_more() {
  char bytes[4096];
  const auto size = ::recv(socket_.native_handle(), bytes, sizeof bytes, 0);
  EXPECT_FALSE(size < 0 && errno == EAGAIN) << "nothing came for 10 s";
  if (size <= 0) return false;
  buffer_.append(bytes, static_cast<std::size_t>(size));
  return true;
}

std::string HttpFixture::Client::read(std::size_t size) {
  while (buffer_.size() < size) {
    if (!read_more()) break;
  }
  const auto taken = buffer_.substr(0, size);
  buffer_.erase(0, taken.size());
  return taken;
}

std::string HttpFixture::Client::read_head() {
  while (!buffer_.contains("\r\n\r\n")) {
    if (!read_more()) return read_rest();
  }
  return read(buffer_.find("\r\n\r\n") + 4);
}

HttpFixture::Client::Response HttpFixture::Client::read_response() {
  constexpr std::string_view kLength = "Content-Length: ";
  Response response{read_head(), {}};
  const auto at = response.head.find(kLength);
  if (at == std::string::npos) return response;
  std::size_t size = 0;
  const char* const end = response.head.data() + response.head.size();
  std::from_chars(response.head.data() + at + kLength.size(), end, size);
  response.body = read(size);
  return response;
}

std::string HttpFixture::Client::read_rest() {
  while (read_more()) continue;
  return std::exchange(buffer_, {});
}

HttpFixture::Parts::Parts() {
  router_.add(Method::Get, "/echo/{word}", echo);
  router_.add(Method::Post, "/echo/{word}", echo);
  router_.add(Method::Get, "/throws", throw_up);
  router_.add(Method::Get, "/waits", [this](RequestContext& context) { return wait(context); });
  router_.add_upgrade("/v1/ws", [this](const Request& request) { return admit(request); });
}

void HttpFixture::Parts::on_exchange(const Exchange& exchange) {
  std::string text;
  for (const auto part : {exchange.method, exchange.pattern}) text.append(part).append(" ");
  text.append(std::to_string(exchange.status)).append(" ").append(exchange.client);
  text.append(" ").append(exchange.detail);
  const std::scoped_lock lock(mutex_);
  observed_.push_back({std::string(exchange.request_id), std::move(text)});
  changed_.notify_all();
}

std::vector<HttpFixture::Observed> HttpFixture::Parts::await_observed(std::size_t count) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, kLongWait, [&] { return observed_.size() >= count; });
  return observed_;
}

void HttpFixture::Parts::await_handler() {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, kLongWait, [&] { return is_waiting_; });
}

void HttpFixture::Parts::open_gate() {
  const std::scoped_lock lock(mutex_);
  is_open_ = true;
}

Awaitable<Response> HttpFixture::Parts::wait(RequestContext&) {
  for (;;) {
    {
      const std::scoped_lock lock(mutex_);
      is_waiting_ = true;
      changed_.notify_all();
      if (is_open_) break;
    }
    co_await sleep_for(Milliseconds{1});
  }
  co_return Response{.body = "waited", .content_type = "text/plain"};
}

Result<Takeover> HttpFixture::Parts::admit(const Request& request) {
  if (request.field("host") == "forbidden") return fail(Errc::Forbidden);
  return [](Socket socket, std::string rest) {
    const auto executor = socket.get_executor();
    asio::co_spawn(executor, echo_socket(std::move(socket), std::move(rest)), asio::detached);
  };
}

HttpFixture::HttpFixture() { restart({}); }

HttpFixture::~HttpFixture() { stop(); }

void HttpFixture::restart(HttpOptions options) {
  stop();
  server_ = std::make_unique<HttpServer>(threads_.executor(0), parts_->ports(), std::move(options));
  const auto port = server_->listen("127.0.0.1", 0);
  ASSERT_TRUE(port.has_value()) << port.error().detail;
  port_ = *port;
  is_drained_ = false;
}

void HttpFixture::stop() {
  if (server_ && !is_drained_) start_drain(Milliseconds{0}).get();
  server_.reset();
}

bool HttpFixture::can_connect() const {
  asio::io_context context;
  Socket socket(context.get_executor());
  IoError error;
  socket.connect(loopback(port_), error);
  return !error;
}

std::size_t HttpFixture::connections() {
  std::promise<std::size_t> count;
  threads_.post(0, [&] { count.set_value(server_->connections()); });
  return count.get_future().get();
}

std::future<bool> HttpFixture::start_drain(Milliseconds grace) {
  is_drained_ = true;
  return drain_on(threads_, 0, *server_, grace);
}

std::future<bool> HttpFixture::drain_on(IoThreads& threads, std::size_t index, HttpServer& server,
                                        Milliseconds grace) {
  std::promise<bool> all_ended;
  auto future = all_ended.get_future();
  auto report = [all_ended = std::move(all_ended)](std::exception_ptr, bool ended) mutable {
    all_ended.set_value(ended);
  };
  asio::co_spawn(threads.executor(index), server.drain(grace), std::move(report));
  return future;
}

}  // namespace parley
