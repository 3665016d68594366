// The WebSocket framing of RFC 6455 without any I/O: bytes in, events out; payloads in, frames out.
// Both sides: a server session reads with WsRole::Server, the terminal client with WsRole::Client.
// No extensions, so the reserved bits are zero; text only, for the protocol is JSON.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "wire/ws_utf8.h"

namespace parley {

enum class WsRole : std::uint8_t { Server, Client };

enum class WsOpcode : std::uint8_t {
  Continuation = 0,
  Text = 1,
  Binary = 2,
  Close = 8,
  Ping = 9,
  Pong = 10,
};

// RFC 6455 section 7.4.1. The protocol's own codes (4000 and more) are values of this type too.
enum class WsCloseCode : std::uint16_t {
  Normal = 1000,
  GoingAway = 1001,
  ProtocolError = 1002,
  BinaryRefused = 1003,
  NoCode = 1005,  // Never sent: a close frame without a body reads as this.
  BadText = 1007,
  Policy = 1008,
  TooLarge = 1009,
};

struct WsEvent {
  enum class Kind : std::uint8_t {
    More,  // Everything fed was used up. Feed again.
    Text,  // A whole message: good UTF-8.
    Ping,  // To be answered by a pong with the same payload.
    Pong,
    Close,    // The peer closes, with `code` and a reason. Nothing after it is read.
    Failure,  // The peer broke the rules: close with `code`. Nothing after it is read.
  };

  Kind kind = Kind::More;
  WsCloseCode code{};          // Of Close and Failure.
  std::string_view payload{};  // Good until the next call of feed() or next().
};

// Readable bytes behind the payload of a Text event, if the buffer fed has as many behind its end:
// what simdjson asks of its input. What they hold is of no meaning.
constexpr std::size_t kWsPaddingBytes = 64;

// Reads one direction of one connection. Owned by its session; one thread.
//
//   decoder.feed(bytes_read);
//   for (auto event = decoder.next(); event.kind != WsEvent::Kind::More; event = decoder.next()) …
//
// A frame that lies whole in the bytes fed is unmasked there and shown there, without a copy. Only
// a frame that is incomplete, or the fragments of a message, are kept in a buffer of the decoder,
// which is never larger than twice what the peer has really sent and is given back when the message
// is over. The same bytes give the same events however they are cut into pieces.
class WsDecoder {
 public:
  // A message of more than `message_bytes_max` bytes is a Failure (TooLarge), told from the header
  // of the frame that exceeds it.
  WsDecoder(WsRole role, std::uint32_t message_bytes_max);
  WsDecoder(WsDecoder&&) noexcept;
  WsDecoder& operator=(WsDecoder&&) noexcept;
  ~WsDecoder();

  void set_message_bytes_max(std::uint32_t bytes) { message_bytes_max_ = bytes; }

  // Hands over the next bytes, when next() has said More to those before. They are changed in
  // place, and must stay until it says so again. After Close or Failure they are ignored.
  void feed(std::span<char> bytes);

  WsEvent next();

  // True if no buffer is held.
  bool is_at_rest() const { return held_ == nullptr; }

 private:
  struct Frame;
  struct Held;

  Frame measure(std::span<const char> bytes) const;
  WsCloseCode judge_start(std::uint8_t first, std::uint8_t second) const;
  WsCloseCode judge_length(const Frame& frame) const;
  WsEvent accept(const Frame& frame, std::span<char> bytes);
  WsEvent accept_data(const Frame& frame, std::string_view payload);
  WsEvent accept_close(std::string_view payload);
  WsEvent end_with(WsCloseCode failure);
  bool is_in_message() const;
  Held& held();
  void release_shown();

  std::span<char> input_;
  std::unique_ptr<Held> held_;
  std::uint32_t message_bytes_max_;
  WsRole role_;
  bool is_over_ = false;
};

static_assert(sizeof(WsDecoder) <= 40, "an idle session pays for this");

// The header of an unmasked, unfragmented frame, as a server sends it.
class WsHeader {
 public:
  WsHeader(WsOpcode opcode, std::size_t payload_size);
  std::string_view bytes() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, 10> bytes_{};
  std::uint8_t size_ = 0;
};

// Appends a whole frame to `out`: of a server, and of a client, whose `mask` must come from a
// Random for each frame (section 5.3).
void append_ws_frame(std::string& out, WsOpcode opcode, std::string_view payload);
void append_ws_frame(std::string& out, WsOpcode opcode, std::string_view payload,
                     std::array<std::uint8_t, 4> mask);

// The payload of a close frame. A reason of more than 123 bytes is cut at a code point; NoCode
// makes an empty payload.
std::string ws_close_payload(WsCloseCode code, std::string_view reason = {});

}  // namespace parley
