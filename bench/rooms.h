// The port between the message workloads and the servers they can run against: rooms of members,
// each on a connection of its own. A room is a group or a direct conversation of Parley, or a room
// of the bare relay.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "base/error.h"
#include "bench/ledger.h"
#include "bench/loop.h"
#include "bench/options.h"

namespace parley::bench {

class RoomsListener {
 public:
  virtual ~RoomsListener() = default;
  // `listener` hears a message of its room.
  virtual void on_message(Place listener, std::string_view text) = 0;
  // `sender` learns that its message `number` was accepted.
  virtual void on_outcome(Place sender, std::uint64_t number) = 0;
};

class Rooms {
 public:
  virtual ~Rooms() = default;

  // Makes the rooms and puts every member in place. `listener` must outlive the rooms' last turn.
  virtual Result<> open(RoomsListener& listener) = 0;
  // Sends `text`, of printable ASCII without quote or backslash, at the end of this turn.
  virtual void send(Place sender, std::uint64_t number, std::string_view text) = 0;
  // Serves what is ready, and waits for it no longer than `until`. Fails once a connection has
  // failed.
  virtual Result<> turn(Time until) = 0;

  // How many rooms and members there are, and what the server tells a sender.
  virtual Shape shape() const = 0;
};

Result<std::unique_ptr<Rooms>> make_rooms(const Options& options);

}  // namespace parley::bench
