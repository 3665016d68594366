// Judges the head of an HTTP/1.1 request (RFC 9112) before any parser sees it. Two readers of one
// head must never come to different ends of it, for that is how a request is smuggled past a proxy:
// so whatever could be read in two ways is refused here, and what is left reads one way only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string_view>

namespace parley {

constexpr std::size_t kHeadBytesMax = 16 * 1024;
constexpr std::size_t kHeadFieldsMax = 100;
constexpr std::size_t kTargetBytesMax = 8 * 1024;

// A request that is not answered by a handler: the status to answer before the connection is
// closed, and what was wrong, for the log.
struct HttpFault {
  int status;
  std::string_view reason;
};

// Where the head that `bytes` begin with ends, the empty line included; 0 if that is not all there.
// Bytes before `from` were looked at by an earlier call. A bare CR or LF is a fault (400) as soon
// as it is seen, and so is an end that is not within kHeadBytesMax (431).
std::expected<std::size_t, HttpFault> find_head_end(std::string_view bytes, std::size_t from);

enum class BodyFraming : std::uint8_t { None, Length, Chunked };

// What the connection must know of a head; the rest is the parser's.
struct HeadFacts {
  BodyFraming framing = BodyFraming::None;
  bool wants_close = false;
  bool expects_continue = false;
  std::uint64_t content_length = 0;  // Where the framing is Length.
};

// `head` is what find_head_end() measured.
std::expected<HeadFacts, HttpFault> validate_head(std::string_view head);

}  // namespace parley
