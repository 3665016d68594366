#include "http/server.h"

#include <sys/socket.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>

#include "engines/io/signal.h"

namespace parley {
namespace {

// When the process is out of descriptors, accepting again at once would spin.
constexpr Milliseconds kAcceptPause{100};

// Coroutines that were cancelled end at their next wait; only work on a pool can hold them up.
constexpr Milliseconds kUnwindWait{60'000};

// Lets other sockets bind the port of this one: those that allow the same.
void share_port(Acceptor& acceptor, IoError& error) {
  const int on = 1;
  const int done = setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  if (done != 0) error = IoError(errno, boost::system::system_category());
}

}  // namespace

HttpServer::HttpServer(Executor executor, HttpPorts ports, HttpOptions options)
    : executor_(executor),
      ports_(ports),
      options_(std::move(options)),
      scope_(executor),
      acceptor_(executor) {}

Result<std::uint16_t> HttpServer::listen(const std::string& address, std::uint16_t port,
                                         PortUse use) {
  IoError error;
  const auto ip = asio::ip::make_address(address, error);
  if (error) return fail(Errc::BadRequest, "not an address: " + address);
  const Tcp::endpoint endpoint(ip, port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(Acceptor::reuse_address(true), error);
  if (!error && use == PortUse::Joining) share_port(acceptor_, error);
  if (!error) acceptor_.bind(endpoint, error);
  // Shared only once it is ours, so that a second process cannot slip in.
  if (!error && use == PortUse::Alone) share_port(acceptor_, error);
  if (!error) acceptor_.listen(Acceptor::max_listen_connections, error);
  const auto bound = error ? Tcp::endpoint() : acceptor_.local_endpoint(error);
  if (error) return fail(Errc::StoreFailed, "cannot listen on " + address + ": " + error.message());
  asio::post(executor_, [this] { scope_.start(accept()); });
  return bound.port();
}

Awaitable<> HttpServer::accept() {
  while (!is_draining_) {
    auto [error, socket] = co_await acceptor_.async_accept(outcome);
    if (is_draining_) break;
    if (error) {
      co_await sleep_for(kAcceptPause);
    } else if (connections_.size() >= options_.connections_max) {
      refuse(std::move(socket));
    } else {
      scope_.start(serve(std::move(socket)));
    }
  }
}

Awaitable<> HttpServer::serve(Socket socket) {
  IoError ignored;
  socket.set_option(Tcp::no_delay(true), ignored);
  Connection connection(ports_, options_, std::move(socket));
  struct Listing {
    std::set<Connection*>& all;
    Connection* one;
    ~Listing() { all.erase(one); }
  } listing{connections_, &connection};
  connections_.insert(&connection);
  co_await connection.run();
}

// Says so, if the socket takes it at once, and closes.
void HttpServer::refuse(Socket socket) {
  const auto response = problem({Errc::Overloaded, "too many connections", kAcceptPause});
  const auto text =
      response_head(response, {.now = ports_.clock.now(), .closes = true}) + response.body;
  IoError ignored;
  socket.non_blocking(true, ignored);
  (void)socket.send(asio::buffer(text), 0, ignored);
  socket.close(ignored);
}

Awaitable<bool> HttpServer::drain(Milliseconds grace) {
  is_draining_ = true;
  IoError ignored;
  acceptor_.close(ignored);
  for (Connection* connection : connections_) connection->finish();
  const bool all_ended = co_await scope_.wait_for(grace);
  if (!all_ended) {
    scope_.cancel();
    (void)co_await scope_.wait_for(kUnwindWait);
  }
  co_return all_ended;
}

}  // namespace parley
