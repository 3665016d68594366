// The server's frames (protocol section 3), as far as the load generator looks into them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace parley::bench {

struct Item {
  std::uint64_t inbox_seq = 0;
  std::uint64_t seq = 0;
  std::string_view kind;
  std::string_view text;  // Of a message; escapes unresolved.
};

// The views point into the text that was read. A field that was absent is empty or zero.
struct ServerFrame {
  std::string_view type;
  std::string_view ref;
  std::string_view code;          // Of `error`, or of the outcome in `accepted`.
  std::uint64_t outcome_seq = 0;  // Of `accepted`.
  std::uint64_t incarnation = 0;  // Of `items`, or of the head in `welcome` and `resync`.
  std::uint64_t head = 0;         // Newest inbox_seq, of `welcome`, `items` and `resync`.
  std::uint64_t heartbeat_ms = 0;
};

// Reads one frame; puts its items into `items`, which it clears first. False if it is no such text.
bool read_frame(std::string_view json, ServerFrame& frame, std::vector<Item>& items);

}  // namespace parley::bench
