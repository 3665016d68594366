// The server's half of the opening handshake of a WebSocket (RFC 6455 section 4.2.1).
#pragma once

#include <optional>

#include "http/request.h"
#include "http/response.h"

namespace parley {

// Nothing if `request` asks for a WebSocket, version 13, with a key and our subprotocol. Else what
// to answer: 426 where the client spoke of no WebSocket, or of another version; 400 for the rest.
std::optional<Response> refuse_handshake(const Request& request);

}  // namespace parley
