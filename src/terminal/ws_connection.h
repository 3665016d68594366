// A WebSocket to the server: frames in, frames out.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/random.h"
#include "engines/io/io.h"
#include "engines/io/signal.h"
#include "terminal/server_address.h"
#include "wire/ws_codec.h"

namespace parley::terminal {

constexpr std::size_t kUnsentBytesMax = 8'000'000;

// One loop. Its two loops, receive() called again and again and write_all(), end before it goes.
class WsConnection {
 public:
  // Overloaded, with a sentence, if the server cannot be reached or will not speak WebSocket.
  static Awaitable<Result<std::unique_ptr<WsConnection>>> open(ServerAddress server,
                                                               Random& random);

  // The next message; or, once it is over, its close code: NoCode if it ended without one.
  struct Incoming {
    std::string text{};
    WsCloseCode closed{};
    bool is_closed = false;
  };
  Awaitable<Incoming> receive();

  enum class Sent : std::uint8_t { Sent, Full, Closed };
  // Takes the frame for write_all() to send.
  Sent send(std::string_view text);

  // Writes what is taken, until the connection is closed.
  Awaitable<> write_all();

  // Says good-bye, and ends both loops.
  void close(WsCloseCode code);
  // Ends both loops at once: the other side does not answer any more.
  void abandon();
  bool is_closed() const { return is_closed_; }

 private:
  WsConnection(Socket socket, Random& random);

  std::array<std::uint8_t, 4> mask();
  void append(WsOpcode opcode, std::string_view payload);

  Socket socket_;
  Random& random_;
  WsDecoder decoder_;
  std::string buffer_;
  Signal has_unsent_;
  std::string unsent_;
  bool is_closed_ = false;
};

}  // namespace parley::terminal
