// The opening handshake of RFC 6455 section 4, as text: what a client asks, what a server answers.
// Parsing HTTP is not done here: the server has src/http for it, and a client needs only to know
// whether the answer is the one that it waits for.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace parley {

constexpr std::string_view kWsSubprotocol = "parley.v1.json";

// Sec-WebSocket-Key: the base64 of 16 bytes. A client draws them anew for each connection.
std::string ws_key(std::array<std::uint8_t, 16> random);
bool is_ws_key(std::string_view text);

// Sec-WebSocket-Accept for a key.
std::string ws_accept(std::string_view key);

// The client's request: `host` with its port, `target` as in the request line.
std::string ws_request_head(std::string_view host, std::string_view target, std::string_view key);

// The server's 101 for a request with `key` that offered kWsSubprotocol.
std::string ws_response_head(std::string_view key);

// True if `head`, up to and with the empty line, is the 101 that accepts `key` and kWsSubprotocol.
bool accepts_ws_key(std::string_view head, std::string_view key);

}  // namespace parley
