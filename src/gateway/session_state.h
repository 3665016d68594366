// The life of one WebSocket session.
//
//   Greeting ──hello──▶ CatchingUp ◀──fell behind── Live
//      │                    │  └────reached head────▶ │
//      └────────fail────────┴──────────fail───────────┴──▶ Draining ──peer left, or waited──▶
//      Closed
//
//   Greeting    connected, not yet known. Only `hello` is accepted, and only for five seconds.
//   CatchingUp  known. Pages are read from the inbox, one at a time, as the socket has room.
//   Live        the next item owed is the next item to be written. It is sent as it arrives.
//   Draining    the close reason is decided. What is queued is being written; what comes is
//   dropped. Closed      the socket is gone. The session object goes with it.
//
// CatchingUp and Live are one state here: which of the two it is says the cursor (cursor.h).
//
// Invariants:
//
//   (1) A session listens to its inbox before it reads the inbox's head, so no item falls between
//       the two.
//   (2) Items leave in inbox order, without a gap, in every state: the cursor is the only one who
//       says which is owed.
//   (3) At most one page or kOutgoingBytesMax is in memory for a socket, however slow it is. Only
//       answers may exceed it, and nothing more is read from a socket that has no room.
//   (4) From Draining there is no way back.
#pragma once

#include <cstddef>
#include <cstdint>

namespace parley {

constexpr std::size_t kOutgoingBytesMax = 256 * 1024;

enum class SessionState : std::uint8_t { Greeting, Open, Draining, Closed };

}  // namespace parley
