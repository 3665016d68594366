#include "bench/ws_frame.h"

#include "base/bytes.h"

namespace parley::bench {
namespace {

constexpr std::uint8_t kFinal = 0x80;
constexpr std::uint8_t kMasked = 0x80;
constexpr std::uint8_t kLength16 = 126;
constexpr std::uint8_t kLength64 = 127;
constexpr std::uint16_t kNoStatus = 1005;

bool is_known(std::uint8_t opcode) {
  return opcode == 1 || opcode == 2 || (opcode >= 8 && opcode <= 10);
}

WsFrame broken() { return {.state = WsFrame::State::Broken}; }

}  // namespace

WsFrame read_ws_frame(std::string_view bytes) {
  ByteReader reader(bytes);
  const std::uint8_t first = reader.u8();
  const std::uint8_t second = reader.u8();
  if (reader.failed()) return {};
  const std::uint8_t opcode = first & 0x0f;
  if ((first & 0xf0) != kFinal || !is_known(opcode) || (second & kMasked) != 0) return broken();
  std::uint64_t length = second;
  std::size_t header = 2;
  if (second == kLength16) {
    length = reader.u16();
    header += 2;
  } else if (second == kLength64) {
    length = reader.u64();
    header += 8;
  }
  if (reader.failed()) return {};
  if (length > kServerFrameMax) return broken();
  if (bytes.size() - header < length) return {};
  return {.state = WsFrame::State::Whole,
          .opcode = static_cast<Opcode>(opcode),
          .payload = bytes.substr(header, length),
          .size = header + length};
}

void write_ws_frame(Opcode opcode, std::string_view payload, std::uint32_t mask, std::string& out) {
  ByteWriter writer(out);
  writer.u8(static_cast<std::uint8_t>(kFinal | static_cast<std::uint8_t>(opcode)));
  if (payload.size() < kLength16) {
    writer.u8(static_cast<std::uint8_t>(kMasked | payload.size()));
  } else if (payload.size() <= 0xffff) {
    writer.u8(kMasked | kLength16);
    writer.u16(static_cast<std::uint16_t>(payload.size()));
  } else {
    writer.u8(kMasked | kLength64);
    writer.u64(payload.size());
  }
  writer.u32(mask);
  const std::size_t start = out.size();
  out.append(payload);
  for (std::size_t i = 0; i < payload.size(); ++i) {
    out[start + i] =
        static_cast<char>(out[start + i] ^ static_cast<char>(mask >> (24 - 8 * (i % 4))));
  }
}

std::uint16_t close_code(std::string_view payload) {
  ByteReader reader(payload);
  const std::uint16_t code = reader.u16();
  return reader.failed() ? kNoStatus : code;
}

}  // namespace parley::bench
