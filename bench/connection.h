// A TCP connection of the load generator to the server under test: non-blocking, gathers what is
// written in a turn of the loop, hands over what is read and keeps what is not used up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "bench/loop.h"

namespace parley::bench {

// IPv4, in host order. Loopback has sixteen million addresses: connections spread over several of
// them when one address's ports, or the server's limits an address, would run short.
struct Endpoint {
  std::uint32_t address = 0x7f000001;
  std::uint16_t port = 0;
};
// `127.0.0.1:8400`
Result<Endpoint> endpoint_from(std::string_view text);
// The source address of the `index`-th connection.
std::uint32_t source_address(std::size_t index);

class Connection : private Watcher {
 public:
  explicit Connection(Loop& loop) : loop_(loop) {}
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Starts to connect; on_connected() or on_closed() follows.
  Result<> connect(Endpoint server, std::uint32_t source);
  bool is_open() const { return fd_ >= 0; }
  // Closes without a word; on_closed() is not called.
  void close();

 protected:
  // Where to append what shall be sent; it leaves at the end of this turn.
  std::string& outgoing();

  virtual void on_connected() = 0;
  // Returns how many of `bytes` were used up. The rest comes again with more behind it.
  virtual std::size_t on_bytes(std::string_view bytes) = 0;
  // The server closed the connection, or refused it.
  virtual void on_closed() = 0;

 private:
  void on_ready(std::uint32_t events) final;
  void on_turn_end() final;
  void read();
  void finish_connecting();
  void lose();

  Loop& loop_;
  int fd_ = -1;
  bool is_connected_ = false;
  bool is_flushing_ = false;          // on_turn_end() will come.
  bool is_waiting_to_write_ = false;  // EPOLLOUT is asked for.
  std::string incoming_;              // Begun and not yet used up.
  std::string outgoing_;
};

}  // namespace parley::bench
