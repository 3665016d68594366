// Whether one person is there, over all their sockets.
//
//              first socket                last socket
//   Offline ───────────────────▶ Online ───────────────▶ Grace ──grace over──▶ Offline
//                                  ▲                       │
//                                  └──────any socket───────┘
//
//   Offline    nobody is connected. Forgotten once the store surely says so.
//   Online     at least one socket.
//   Grace      no socket, and others are not told: a tunnel is no leaving. Whoever was online when
//              the server stopped begins here, so a restart is none either.
//
// Invariants:
//   (1) Online is the only state with sockets, and it has at least one.
//   (2) Others see Online and Grace as one, so only Offline ▶ Online and Grace ▶ Offline are flips.
//
// Pure: it is told the time.
#pragma once

#include <cstdint>

#include "base/time.h"

namespace parley {

class UserPresence {
 public:
  enum class State : std::uint8_t { Offline, Online, Grace };

  State state() const { return state_; }
  // What others see. (2)
  bool is_online() const { return state_ != State::Offline; }
  // When the last socket closed; of who is Online, of the time before.
  TimeMs last_active_at() const { return last_active_at_; }
  // In Grace and Offline: when the next step is due.
  Milliseconds due() const { return due_; }

  // A socket opened. True if that is a flip.
  bool enter();
  // A socket closed, at `at`. True if it was the last one, and Grace lasts until `due`.
  bool leave(Milliseconds due, TimeMs at);
  // From Offline to Grace without a socket: they were online before the server started.
  void adopt(Milliseconds due, TimeMs at);
  // From Grace to Offline if it is due: a flip. It may be forgotten from `forget_at` on.
  bool expire(Milliseconds now, Milliseconds forget_at);

 private:
  State state_ = State::Offline;
  std::uint32_t sockets_ = 0;
  Milliseconds due_{};
  TimeMs last_active_at_{};
};

}  // namespace parley
