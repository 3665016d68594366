#include "wire/ws_codec.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/check.h"
#include "base/unicode.h"

namespace parley {
namespace {

constexpr std::size_t kControlBytesMax = 125;  // Section 5.5.
constexpr WsCloseCode kFine{};

constexpr bool is_control(WsOpcode opcode) { return std::to_underlying(opcode) >= 8; }

constexpr bool is_known(std::uint8_t opcode) {
  return opcode <= 2 || (opcode >= 8 && opcode <= 10);
}

// The codes that may stand in a close frame: section 7.4.1, the IANA registry, and 3000 to 4999.
constexpr bool may_be_sent(std::uint16_t code) {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) ||
         (code >= 3000 && code <= 4999);
}

std::uint64_t big_endian(std::span<const char> bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = value << 8 | static_cast<std::uint8_t>(c);
  return value;
}

// Exclusive or with the key (section 5.3), which is its own inverse.
void mask_in_place(std::span<char> bytes, std::array<std::uint8_t, 4> key) {
  std::uint64_t wide;
  for (std::size_t i = 0; i < sizeof wide; i += key.size()) {
    std::memcpy(reinterpret_cast<char*>(&wide) + i, key.data(), key.size());
  }
  std::size_t at = 0;
  for (std::uint64_t word; at + sizeof word <= bytes.size(); at += sizeof word) {
    std::memcpy(&word, bytes.data() + at, sizeof word);
    word ^= wide;
    std::memcpy(bytes.data() + at, &word, sizeof word);
  }
  for (; at < bytes.size(); ++at) {
    bytes[at] = static_cast<char>(static_cast<std::uint8_t>(bytes[at]) ^ key[at % key.size()]);
  }
}

void ensure_padding(std::string& buffer) { buffer.reserve(buffer.size() + kWsPaddingBytes); }

}  // namespace

//    0               1               2 …             … key           …
//   |F|R R R| opcode |M| length 7    | length 16/64  | mask key (M)  | payload …
struct WsDecoder::Frame {
  WsOpcode opcode{};
  bool is_final = false;
  bool is_masked = false;
  std::size_t header_size = 0;
  std::uint64_t length = 0;
  std::size_t missing = 0;      // Bytes without which no more can be said; 0: the frame is whole.
  WsCloseCode failure = kFine;  // What is wrong with the header, as far as it is there.

  std::size_t size() const { return header_size + static_cast<std::size_t>(length); }
};

struct WsDecoder::Held {
  std::string frame;    // The start of a frame, header and all.
  std::string message;  // The payloads of the fragments so far.
  Utf8Checker utf8;     // Over `message`.
  bool is_fragmented = false;
  bool is_frame_shown = false;    // `frame` was whole, and an event or `message` has taken it.
  bool is_message_shown = false;  // `message` was whole, and an event shows it.
};

WsDecoder::WsDecoder(WsRole role, std::uint32_t message_bytes_max)
    : message_bytes_max_(message_bytes_max), role_(role) {}
WsDecoder::WsDecoder(WsDecoder&&) noexcept = default;
WsDecoder& WsDecoder::operator=(WsDecoder&&) noexcept = default;
WsDecoder::~WsDecoder() = default;

bool WsDecoder::is_in_message() const { return held_ && held_->is_fragmented; }

WsDecoder::Held& WsDecoder::held() {
  if (!held_) held_ = std::make_unique<Held>();
  return *held_;
}

void WsDecoder::feed(std::span<char> bytes) {
  if (is_over_) return;
  PARLEY_CHECK(input_.empty());
  release_shown();
  input_ = bytes;
}

void WsDecoder::release_shown() {
  if (!held_) return;
  if (std::exchange(held_->is_frame_shown, false)) held_->frame = {};
  if (std::exchange(held_->is_message_shown, false)) held_->is_fragmented = false;
  if (held_->frame.empty() && !held_->is_fragmented) held_.reset();
}

WsEvent WsDecoder::next() {
  while (!is_over_) {
    release_shown();
    const bool is_held = held_ && !held_->frame.empty();
    const Frame frame = measure(is_held ? std::span<const char>(held_->frame) : input_);
    if (frame.failure != kFine) return end_with(frame.failure);
    if (frame.missing > 0) {
      if (input_.empty()) return {};
      const auto taken = std::min(frame.missing, input_.size());
      const auto piece = is_held ? input_.first(taken) : input_;
      held().frame.append(piece.data(), piece.size());
      input_ = input_.subspan(piece.size());
      continue;
    }
    WsEvent event;
    if (is_held) {
      ensure_padding(held_->frame);
      held_->is_frame_shown = true;
      event = accept(frame, held_->frame);
    } else {
      const auto whole = input_.first(frame.size());
      input_ = input_.subspan(frame.size());
      event = accept(frame, whole);
    }
    if (event.kind != WsEvent::Kind::More) return event;
  }
  input_ = {};
  held_.reset();
  return {};
}

WsDecoder::Frame WsDecoder::measure(std::span<const char> bytes) const {
  Frame frame;
  if (bytes.size() < 2) {
    frame.missing = 2 - bytes.size();
    return frame;
  }
  const auto first = static_cast<std::uint8_t>(bytes[0]);
  const auto second = static_cast<std::uint8_t>(bytes[1]);
  frame.failure = judge_start(first, second);
  if (frame.failure != kFine) return frame;
  frame.opcode = WsOpcode(first & 0x0f);
  frame.is_final = (first & 0x80) != 0;
  frame.is_masked = (second & 0x80) != 0;
  const std::uint8_t short_length = second & 0x7f;
  const std::size_t length_size = short_length < 126 ? 0 : short_length == 126 ? 2 : 8;
  frame.header_size = 2 + length_size + (frame.is_masked ? 4 : 0);
  if (bytes.size() < frame.header_size) {
    frame.missing = frame.header_size - bytes.size();
    return frame;
  }
  frame.length = length_size == 0 ? short_length : big_endian(bytes.subspan(2, length_size));
  frame.failure = judge_length(frame);
  if (frame.failure != kFine) return frame;
  if (frame.size() > bytes.size()) frame.missing = frame.size() - bytes.size();
  return frame;
}

WsCloseCode WsDecoder::judge_start(std::uint8_t first, std::uint8_t second) const {
  const auto opcode = WsOpcode(first & 0x0f);
  const bool is_final = (first & 0x80) != 0;
  const bool is_masked = (second & 0x80) != 0;
  if ((first & 0x70) != 0 || !is_known(first & 0x0f)) return WsCloseCode::ProtocolError;
  if (is_masked != (role_ == WsRole::Server)) return WsCloseCode::ProtocolError;
  if (is_control(opcode)) {
    const bool is_short = (second & 0x7f) <= kControlBytesMax;
    return is_final && is_short ? kFine : WsCloseCode::ProtocolError;
  }
  if ((opcode == WsOpcode::Continuation) != is_in_message()) return WsCloseCode::ProtocolError;
  return opcode == WsOpcode::Binary ? WsCloseCode::BinaryRefused : kFine;
}

WsCloseCode WsDecoder::judge_length(const Frame& frame) const {
  const std::size_t length_size = frame.header_size - 2 - (frame.is_masked ? 4 : 0);
  const std::uint64_t least = length_size == 0 ? 0 : length_size == 2 ? 126 : 0x10000;
  if (frame.length < least || frame.length >> 63 != 0) return WsCloseCode::ProtocolError;
  if (is_control(frame.opcode)) return kFine;
  const std::uint64_t before = is_in_message() ? held_->message.size() : 0;
  const bool fits = before <= message_bytes_max_ && frame.length <= message_bytes_max_ - before;
  return fits ? kFine : WsCloseCode::TooLarge;
}

WsEvent WsDecoder::accept(const Frame& frame, std::span<char> bytes) {
  const auto payload = bytes.subspan(frame.header_size);
  if (frame.is_masked) {
    std::array<std::uint8_t, 4> key;
    std::memcpy(key.data(), payload.data() - key.size(), key.size());
    mask_in_place(payload, key);
  }
  const std::string_view text(payload.data(), payload.size());
  switch (frame.opcode) {
    case WsOpcode::Ping: return {WsEvent::Kind::Ping, {}, text};
    case WsOpcode::Pong: return {WsEvent::Kind::Pong, {}, text};
    case WsOpcode::Close: return accept_close(text);
    case WsOpcode::Continuation:
    case WsOpcode::Text: return accept_data(frame, text);
    case WsOpcode::Binary: break;  // judge_start() refused it.
  }
  std::unreachable();
}

WsEvent WsDecoder::accept_data(const Frame& frame, std::string_view payload) {
  if (frame.is_final && !is_in_message()) {
    if (!is_valid_utf8(payload)) return end_with(WsCloseCode::BadText);
    return {WsEvent::Kind::Text, {}, payload};
  }
  Held& held = this->held();
  held.is_fragmented = true;
  held.message.append(payload);
  if (!held.utf8.feed(payload)) return end_with(WsCloseCode::BadText);
  if (!frame.is_final) return {};
  if (!held.utf8.is_complete()) return end_with(WsCloseCode::BadText);
  ensure_padding(held.message);
  held.is_message_shown = true;
  return {WsEvent::Kind::Text, {}, held.message};
}

// Section 5.5.1: empty, or a code of two bytes and a reason in UTF-8.
WsEvent WsDecoder::accept_close(std::string_view payload) {
  if (payload.size() == 1) return end_with(WsCloseCode::ProtocolError);
  auto code = WsCloseCode::NoCode;
  if (!payload.empty()) {
    const auto number = static_cast<std::uint16_t>(big_endian({payload.data(), 2}));
    if (!may_be_sent(number)) return end_with(WsCloseCode::ProtocolError);
    code = WsCloseCode(number);
    payload.remove_prefix(2);
  }
  if (!is_valid_utf8(payload)) return end_with(WsCloseCode::BadText);
  is_over_ = true;
  return {WsEvent::Kind::Close, code, payload};
}

WsEvent WsDecoder::end_with(WsCloseCode failure) {
  is_over_ = true;
  return {WsEvent::Kind::Failure, failure, {}};
}

WsHeader::WsHeader(WsOpcode opcode, std::size_t payload_size) {
  const auto push = [this](std::uint64_t byte) { bytes_[size_++] = static_cast<char>(byte); };
  push(0x80U | std::to_underlying(opcode));
  const int width = payload_size < 126 ? 0 : payload_size < 0x10000 ? 2 : 8;
  push(width == 0 ? payload_size : width == 2 ? 126 : 127);
  for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) push(payload_size >> shift & 0xff);
}

void append_ws_frame(std::string& out, WsOpcode opcode, std::string_view payload) {
  out.append(WsHeader(opcode, payload.size()).bytes());
  out.append(payload);
}

void append_ws_frame(std::string& out, WsOpcode opcode, std::string_view payload,
                     std::array<std::uint8_t, 4> mask) {
  const std::size_t start = out.size();
  out.append(WsHeader(opcode, payload.size()).bytes());
  out[start + 1] = static_cast<char>(static_cast<std::uint8_t>(out[start + 1]) | 0x80);
  out.append(reinterpret_cast<const char*>(mask.data()), mask.size());
  const std::size_t payload_start = out.size();
  out.append(payload);
  mask_in_place(std::span(out).subspan(payload_start), mask);
}

std::string ws_close_payload(WsCloseCode code, std::string_view reason) {
  if (code == WsCloseCode::NoCode) return {};
  const auto number = std::to_underlying(code);
  std::string payload{static_cast<char>(number >> 8), static_cast<char>(number & 0xff)};
  std::size_t size = std::min(reason.size(), kControlBytesMax - payload.size());
  if (size < reason.size()) {
    while (size > 0 && (static_cast<std::uint8_t>(reason[size]) & 0xc0) == 0x80) --size;
  }
  return payload.append(reason.substr(0, size));
}

}  // namespace parley
