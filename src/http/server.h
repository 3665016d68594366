// The HTTP server of one event loop. A process runs one a loop, all listening on the same port
// (SO_REUSEPORT), so that the kernel spreads connections and no loop hands sockets to another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

#include "base/error.h"
#include "engines/io/io.h"
#include "engines/io/scope.h"
#include "http/connection.h"

namespace parley {

// Who else may listen on a port. Alone: it is an error if anybody does. Joining: beside the servers
// of other loops, the first of which took the port alone.
enum class PortUse : std::uint8_t { Alone, Joining };

// Owned by the server, on a loop; calls are made on the loop's thread, but for listen(). Before it
// is destroyed, drain() must have ended, if listen() was called.
class HttpServer {
 public:
  HttpServer(Executor executor, HttpPorts ports, HttpOptions options);
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Binds, and accepts from then on. Once, from any thread. The port that was taken: port 0 picks a
  // free one, which is then given to the servers of the other loops. `store_failed` with the
  // system's reason if the address cannot be had.
  Result<std::uint16_t> listen(const std::string& address, std::uint16_t port,
                               PortUse use = PortUse::Alone);

  // Accepts no more, closes idle connections, lets requests in progress be answered, each with
  // `Connection: close`. What is not over after `grace` is cancelled. True if nothing was.
  Awaitable<bool> drain(Milliseconds grace);

  std::size_t connections() const { return connections_.size(); }

 private:
  Awaitable<> accept();
  Awaitable<> serve(Socket socket);
  void refuse(Socket socket);

  const Executor executor_;
  const HttpPorts ports_;
  const HttpOptions options_;
  Scope scope_;
  Acceptor acceptor_;
  std::set<Connection*> connections_;  // Each lives in a coroutine of scope_.
  bool is_draining_ = false;
};

}  // namespace parley
