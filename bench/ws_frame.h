// WebSocket framing seen from the client (RFC 6455 section 5), without I/O: frames that the load
// generator writes, masked with one key for the life of a connection, and frames that it reads,
// unmasked and never in fragments, as Parley sends them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace parley::bench {

enum class Opcode : std::uint8_t { Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

struct WsFrame {
  enum class State : std::uint8_t { Partial, Whole, Broken };
  State state = State::Partial;
  Opcode opcode = Opcode::Text;
  std::string_view payload{};
  std::size_t size = 0;  // Of the whole frame with its header, where it is whole.
};

// The frame at the front of `bytes`. Broken: reserved bits, a mask, a fragment, an unknown opcode,
// or more than kServerFrameMax.
WsFrame read_ws_frame(std::string_view bytes);
inline constexpr std::size_t kServerFrameMax = 256 * 1024;

// Appends one masked frame.
void write_ws_frame(Opcode opcode, std::string_view payload, std::uint32_t mask, std::string& out);

// The status code at the front of a close frame's payload; 1005 where there is none.
std::uint16_t close_code(std::string_view payload);

}  // namespace parley::bench
