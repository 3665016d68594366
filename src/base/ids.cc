#include "base/ids.h"

#include <charconv>
#include <cstring>
#include <limits>

namespace parley {
namespace {

constexpr char kHex[] = "0123456789abcdef";
constexpr std::uint64_t kIdEnd = std::uint64_t{1} << 63;

// The digit's value, or -1. Capitals are not hexadecimal here: the text form is lower case.
int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

bool is_hyphen_place(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

}  // namespace

std::string to_text(std::uint64_t bits) {
  char buffer[std::numeric_limits<std::uint64_t>::digits10 + 1];
  const auto [end, error] = std::to_chars(std::begin(buffer), std::end(buffer), bits);
  return {buffer, end};
}

std::optional<std::uint64_t> id_bits_from(std::string_view text) {
  if (text.empty() || text[0] < '1' || text[0] > '9') return std::nullopt;
  std::uint64_t bits = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
  if (error != std::errc{} || end != text.data() + text.size() || bits >= kIdEnd) {
    return std::nullopt;
  }
  return bits;
}

std::string to_text(ConversationId id) {
  if (id.is_group()) return "g" + to_text(id.second);
  return "d" + to_text(id.first) + "-" + to_text(id.second);
}

std::optional<ConversationId> conversation_from(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto rest = text.substr(1);
  if (text[0] == 'g') {
    const auto group = id_bits_from(rest);
    return group ? std::optional(ConversationId{0, *group}) : std::nullopt;
  }
  if (text[0] != 'd') return std::nullopt;
  const auto hyphen = rest.find('-');
  if (hyphen == std::string_view::npos) return std::nullopt;
  const auto lower = id_bits_from(rest.substr(0, hyphen));
  const auto upper = id_bits_from(rest.substr(hyphen + 1));
  if (!lower || !upper || *lower > *upper) return std::nullopt;
  return ConversationId{*lower, *upper};
}

TimeMs ClientMessageId::time() const {
  std::int64_t ms = 0;
  for (std::size_t i = 0; i < 6; ++i) ms = ms << 8 | bytes[i];
  return TimeMs{ms};
}

std::string to_text(const ClientMessageId& id) {
  std::string text;
  text.reserve(36);
  for (const std::uint8_t byte : id.bytes) {
    if (is_hyphen_place(text.size())) text += '-';
    text += kHex[byte >> 4];
    text += kHex[byte & 15];
  }
  return text;
}

std::optional<ClientMessageId> client_message_id_from(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  ClientMessageId id;
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_hyphen_place(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int value = hex_value(text[i]);
    if (value < 0) return std::nullopt;
    auto& byte = id.bytes[digits++ / 2];
    byte = static_cast<std::uint8_t>(byte << 4 | value);
  }
  const bool is_version_7 = id.bytes[6] >> 4 == 7 && id.bytes[8] >> 6 == 2;
  return is_version_7 ? std::optional(id) : std::nullopt;
}

ClientMessageId make_client_message_id(TimeMs now, std::array<std::uint8_t, 10> random) {
  ClientMessageId id;
  for (std::size_t i = 0; i < 6; ++i) {
    id.bytes[i] = static_cast<std::uint8_t>(to_number(now) >> (40 - 8 * i));
  }
  std::memcpy(id.bytes.data() + 6, random.data(), random.size());
  id.bytes[6] = static_cast<std::uint8_t>(0x70 | (id.bytes[6] & 0x0f));
  id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3f));
  return id;
}

}  // namespace parley

std::size_t std::hash<parley::ClientMessageId>::operator()(
    const parley::ClientMessageId& id) const noexcept {
  std::uint64_t halves[2];
  std::memcpy(halves, id.bytes.data(), sizeof halves);
  return parley::mix(halves[0] ^ parley::mix(halves[1]));
}
