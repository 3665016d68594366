#include "terminal/tcp.h"

#include <boost/asio/this_coro.hpp>

#include "engines/io/deadline.h"

namespace parley::terminal {

Awaitable<Result<Socket>> connect_to(ServerAddress server) {
  const auto executor = co_await asio::this_coro::executor;
  asio::ip::basic_resolver<Tcp, Executor> resolver(executor);
  const auto [resolve_error, endpoints] =
      co_await resolver.async_resolve(server.host, server.port, outcome);
  if (!resolve_error) {
    for (const auto& entry : endpoints) {
      Socket socket(executor);
      Deadline deadline(socket);
      deadline.arm(kConnectWait);
      const auto [error] = co_await socket.async_connect(entry.endpoint(), outcome);
      if (error) continue;
      deadline.disarm();
      socket.set_option(Tcp::no_delay(true));
      co_return socket;
    }
  }
  co_return fail(Errc::Overloaded, "the server at " + server.authority() + " cannot be reached");
}

}  // namespace parley::terminal
