#include "http/upgrade.h"

#include "http/http_text.h"
#include "wire/ws_handshake.h"

namespace parley {

std::optional<Response> refuse_handshake(const Request& request) {
  const auto refuse = [](int status, std::string detail) {
    return problem(status, {Errc::BadRequest, std::move(detail)});
  };
  if (!has_member(request.list_field("upgrade"), "websocket")) {
    auto response = refuse(426, "no WebSocket asked for");
    response.fields.emplace_back("Upgrade", "websocket");
    return response;
  }
  if (!has_member(request.list_field("connection"), "upgrade")) {
    return refuse(400, "Upgrade without Connection");
  }
  if (request.field("sec-websocket-version") != "13") {
    auto response = refuse(426, "another version of WebSocket");
    response.fields.emplace_back("Sec-WebSocket-Version", "13");
    return response;
  }
  if (!is_ws_key(request.field("sec-websocket-key").value_or(""))) {
    return refuse(400, "no WebSocket key");
  }
  bool has_subprotocol = false;
  for_each_member(request.list_field("sec-websocket-protocol"),
                  [&](std::string_view name) { has_subprotocol |= name == kWsSubprotocol; });
  if (!has_subprotocol) return refuse(400, "no known subprotocol");
  return std::nullopt;
}

}  // namespace parley
