#include "wire/json_write.h"

#include <charconv>
#include <cstddef>
#include <cstring>
#include <limits>

namespace parley::wire {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101;
constexpr std::uint64_t kHighBits = 0x8080808080808080;

// Of eight bytes at once: whether one is zero (the classic borrow trick).
constexpr std::uint64_t zero_bytes(std::uint64_t x) { return (x - kOnes) & ~x & kHighBits; }

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

bool one_needs_escape(std::uint64_t eight) {
  const std::uint64_t controls = (eight - kOnes * 0x20) & ~eight & kHighBits;
  return (controls | zero_bytes(eight ^ kOnes * '"') | zero_bytes(eight ^ kOnes * '\\')) != 0;
}

// The length of the stretch from `at` that can be copied as it is.
std::size_t plain_stretch(std::string_view text, std::size_t at) {
  std::size_t end = at;
  for (std::uint64_t eight; text.size() - end >= sizeof eight; end += sizeof eight) {
    std::memcpy(&eight, text.data() + end, sizeof eight);
    if (one_needs_escape(eight)) break;
  }
  while (end < text.size() && !needs_escape(text[end])) ++end;
  return end - at;
}

void append_escape(std::string& out, char c) {
  constexpr char kHex[] = "0123456789abcdef";
  out += '\\';
  switch (c) {
    case '"': out += '"'; return;
    case '\\': out += '\\'; return;
    case '\b': out += 'b'; return;
    case '\f': out += 'f'; return;
    case '\n': out += 'n'; return;
    case '\r': out += 'r'; return;
    case '\t': out += 't'; return;
    default: break;
  }
  out += "u00";
  out += kHex[c >> 4];
  out += kHex[c & 15];
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0;; ++at) {
    const std::size_t size = plain_stretch(text, at);
    out.append(text, at, size);
    at += size;
    if (at == text.size()) break;
    append_escape(out, text[at]);
  }
  out += '"';
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  out += text;
  out += '"';
}

void append_json(std::string& out, std::uint64_t value) {
  char buffer[std::numeric_limits<std::uint64_t>::digits10 + 1];
  const auto [end, error] = std::to_chars(std::begin(buffer), std::end(buffer), value);
  out.append(buffer, end);
}

void append_json(std::string& out, ConversationId value) {
  out += value.is_group() ? "\"g" : "\"d";
  if (!value.is_group()) {
    append_json(out, value.first);
    out += '-';
  }
  append_json(out, value.second);
  out += '"';
}

void append_json(std::string& out, const ClientMessageId& value) {
  append_quoted(out, to_text(value));
}

}  // namespace parley::wire
