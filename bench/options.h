// What a workload is told on the command line: `--name value` pairs over defaults, one flat struct
// for all workloads. README.md says which of them a workload reads.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <span>
#include <string>

#include "base/error.h"
#include "bench/connection.h"

namespace parley::bench {

enum class ServerKind : std::uint8_t { Parley, Relay };

struct Options {
  Endpoint server;
  ServerKind kind = ServerKind::Parley;
  pid_t pid = 0;  // Of the server.

  std::uint64_t rooms = 100;
  std::uint64_t members = 2;   // Of each room.
  std::uint64_t senders = 1;   // Of each room.
  std::uint64_t window = 4;    // Closed loop: incomplete messages a sender.
  std::uint64_t rate = 0;      // Open loop: messages a second, of all senders; 0 is a closed loop.
  std::uint64_t messages = 0;  // Stop after this many; 0 is to stop after `seconds`.
  std::uint64_t seconds = 10;  // Measured, after the warm-up.
  std::uint64_t warm_up_ms = 500;
  std::uint64_t text_bytes = 80;
  std::uint64_t ack_ms = 1'000;     // The least time between two `ack` of a session; 0 is none.
  std::uint64_t sessions = 10'000;  // Idle ones.
  std::uint64_t settle_ms = 0;      // Before figures of a server at rest are taken.
  std::uint64_t conversations = 20;
  std::uint64_t repeats = 20;  // Of a measured request.
};

// Reads the arguments behind the workload's name. Unknown names and values that are no number fail.
Result<Options> options_from(std::span<char* const> arguments);

}  // namespace parley::bench
