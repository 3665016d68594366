// When to connect again, and how. Pure.
#pragma once

#include <cstdint>

#include "base/random.h"
#include "base/time.h"
#include "wire/ws_codec.h"

namespace parley::terminal {

constexpr Milliseconds kBackoffFirst{500};
constexpr Milliseconds kBackoffMost{30'000};

// A ticket is good for 15 minutes; one that is nearly over is not used.
constexpr Milliseconds kTicketLife{14 * 60'000};

enum class AfterClose : std::uint8_t {
  Reconnect,  // After the backoff.
  UseToken,   // The ticket was not liked: at once, with the token.
  Replaced,   // A newer socket of this instance is there.
  LoggedOut,  // The token is not valid any more.
  GiveUp,     // The server will not have us, whatever we do.
};

// What the close code asks for (protocol section 3). A connection that ended without one closed
// with NoCode.
AfterClose after_close(WsCloseCode code, bool used_ticket);

// Full jitter: anything from nothing to twice as much as the time before, so that those who lost
// a server together do not come back together. `attempt` counts from 0.
Milliseconds backoff(std::uint32_t attempt, Random& random);

}  // namespace parley::terminal
