// One HTTP connection: requests one after the other, each read whole before it is handled and
// answered before the next is read.
//
//   Idle ──first byte──▶ Reading ──whole──▶ Handling ──answered──▶ Idle
//     │                     │                  │  └────closes──────▶ Closing
//     └────────gone─────────┴──fault, answered─┴──101──▶ (the socket goes to its Takeover)
//
// Invariants:
//
//   (1) Nothing of a request reaches a handler before the validator, the parser and the reader of
//       its body have all passed it.
//   (2) After a fault nothing more of the connection is read as a request.
//   (3) Every wait for the client has a deadline; what it may send has limits.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/time.h"
#include "engines/io/deadline.h"
#include "engines/io/io.h"
#include "http/client_address.h"
#include "http/head_validator.h"
#include "http/router.h"

namespace parley {

struct HttpOptions {
  std::size_t connections_max = 10'000;  // A loop; upgraded ones are not counted.
  std::size_t body_bytes_max = 1'310'720;
  Milliseconds idle_wait{60'000};   // For the first byte of a request.
  Milliseconds head_wait{10'000};   // From there to the end of the head.
  Milliseconds body_wait{30'000};   // From there to the end of the body.
  Milliseconds write_wait{30'000};  // For the whole of an answer.
  TrustedProxies proxies{};
};

// One request and what became of it, for figures and the log. Valid during the call.
struct Exchange {
  std::string_view request_id{};
  std::string_view method{};   // Empty where the head was refused.
  std::string_view pattern{};  // Of the route; empty where there was none.
  std::string_view client{};
  int status = 0;
  Milliseconds duration{};
  std::string_view detail{};  // What went wrong, for the operator.
};

class HttpObserver {
 public:
  virtual ~HttpObserver() = default;
  // Any loop calls it, after each answer is written.
  virtual void on_exchange(const Exchange& exchange) = 0;
};

// What connections use; the owner outlives them.
struct HttpPorts {
  const Router& router;
  HttpObserver& observer;
  const Clock& clock;
  Random& random;
};

// Lives in a coroutine of its HttpServer. One loop.
class Connection {
 public:
  Connection(const HttpPorts& ports, const HttpOptions& options, Socket socket);

  // Serves until the connection is closed or taken over.
  Awaitable<> run();

  // The connection ends after the answer in progress; at once, if there is none.
  void finish();

 private:
  enum class State : std::uint8_t { Idle, Reading, Handling, Closing };
  template <class T>
  using Read = std::expected<T, HttpFault>;
  struct Incoming {
    Request request;
    bool wants_close = false;
  };

  Awaitable<bool> await_request();
  Awaitable<Read<Incoming>> read_request();
  Awaitable<Read<std::size_t>> read_head();
  Awaitable<Read<std::string>> read_sized_body(std::size_t size);
  Awaitable<Read<std::string>> read_chunked_body();
  Awaitable<Read<void>> read_more();
  Awaitable<> handle(Incoming incoming);
  Awaitable<> handle_upgrade(Request request, const UpgradeHandler& handler,
                             std::string_view pattern);
  Awaitable<Response> respond(RequestContext& context, const Handler& handler);
  Awaitable<> answer(Response response, Exchange exchange, Method method);
  Awaitable<> answer_fault(HttpFault fault);
  Awaitable<bool> write(std::string_view head, std::string_view body);
  Awaitable<> close();
  std::string next_id();

  const HttpPorts& ports_;
  const HttpOptions& options_;
  Socket socket_;
  Deadline deadline_;
  std::string peer_;
  std::string buffer_;      // Read, and not yet used.
  Milliseconds started_{};  // When the request in progress was begun, by the monotonic clock.
  State state_ = State::Idle;
  bool is_last_ = false;  // Close after the answer in progress.
  bool is_upgraded_ = false;
};

}  // namespace parley
