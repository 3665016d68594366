// Which handler answers which request. Built at the start, read-only from then on, so any loop may
// ask it.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "engines/io/io.h"
#include "http/request.h"
#include "http/response.h"

namespace parley {

// One request on its way through a handler, which may move its body out.
class RequestContext {
 public:
  using Parameters = std::vector<std::pair<std::string_view, std::string>>;

  RequestContext(Request own, Parameters parameters)
      : request(std::move(own)), parameters_(std::move(parameters)) {}

  // The value of `{name}` in the route's pattern, which must have it.
  std::string_view parameter(std::string_view name) const;

  Request request;

 private:
  Parameters parameters_;
};

// Answers on the loop that it is called on. The context lives until it has answered. What it waits
// for has deadlines of its own.
using Handler = std::function<Awaitable<Response>(RequestContext&)>;

// A request that became a WebSocket: takes the socket, on its loop, with the bytes that the client
// sent behind its request. The 101 is sent. Where it is destroyed without being called, the client
// has gone: what it holds (a place among waiting sockets, say) is given back by its destructor.
using Takeover = std::move_only_function<void(Socket, std::string)>;

// Decides on such a request, whose handshake is in order: may this origin, this address? An error
// is answered as a problem document.
using UpgradeHandler = std::function<Result<Takeover>(const Request&)>;

class Router {
 public:
  Router();
  Router(Router&&) noexcept;
  ~Router();

  // `pattern` is a path whose segments are literals or parameters: `/v1/users/{user}`. A literal
  // goes before a parameter. Each pair of method and pattern once; Head is answered by what answers
  // Get.
  //
  //   router.add(Method::Get, "/v1/me", [&me](RequestContext& context) { return me.show(context);
  //   });
  void add(Method method, std::string_view pattern, Handler handler);

  // GET requests of a WebSocket to `pattern`.
  void add_upgrade(std::string_view pattern, UpgradeHandler handler);

  // Answers every GET of a path that has no route. Its pattern, for figures, is `/*`.
  void set_fallback(Handler handler);

  struct Match {
    std::string_view pattern{};        // Of the route, for figures; empty if there is none.
    const Handler* handler = nullptr;  // At most one of the two.
    const UpgradeHandler* upgrade = nullptr;
    std::string allow{};  // Where the path has routes, but not this method.
    RequestContext::Parameters parameters{};
  };
  Match match(Method method, std::span<const std::string> segments) const;

 private:
  struct Node;

  Node& node_of(std::string_view pattern);

  std::unique_ptr<Node> root_;
  Handler fallback_;
};

}  // namespace parley
