#include "base/unicode.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>

namespace parley {
namespace {

constexpr UChar32 kKeycap = 0x20E3;

using BreakIterator = std::unique_ptr<UBreakIterator, decltype(&ubrk_close)>;
using Text = std::unique_ptr<UText, decltype(&utext_close)>;

bool continues_a_code_point(char byte) { return (static_cast<std::uint8_t>(byte) & 0xC0) == 0x80; }

bool is_ascii_white_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// How many bytes at the start of `text` are ASCII, to within the last seven.
std::size_t ascii_prefix(std::string_view text) {
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if (eight & 0x8080808080808080ULL) break;
  }
  return at;
}

// Decodes the code point at `at` and moves behind it; negative if the bytes are not well-formed.
UChar32 next_code_point(std::string_view text, std::size_t& at) {
  UChar32 c = 0;
  U8_NEXT(text.data(), at, text.size(), c);
  return c;
}

bool is_one_cluster(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const Text utext{
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status),
      &utext_close};
  const BreakIterator iterator{ubrk_open(UBRK_CHARACTER, "", nullptr, 0, &status), &ubrk_close};
  if (U_FAILURE(status)) return false;
  ubrk_setUText(iterator.get(), utext.get(), &status);
  if (U_FAILURE(status)) return false;
  return ubrk_next(iterator.get()) == static_cast<std::int32_t>(text.size());
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  std::size_t at = ascii_prefix(text);
  while (at < text.size()) {
    if (next_code_point(text, at) < 0) return false;
  }
  return true;
}

std::size_t code_points(std::string_view text) {
  const auto inside = std::count_if(text.begin(), text.end(), continues_a_code_point);
  return text.size() - static_cast<std::size_t>(inside);
}

std::string_view first_code_points(std::string_view text, std::size_t count) {
  if (text.size() <= count) return text;
  std::size_t at = 0;
  for (std::size_t seen = 0; at < text.size(); ++at) {
    if (!continues_a_code_point(text[at]) && seen++ == count) break;
  }
  return text.substr(0, at);
}

bool is_only_white_space(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<std::uint8_t>(text[at]) < 0x80) {
      if (!is_ascii_white_space(text[at++])) return false;
    } else if (!u_isUWhiteSpace(next_code_point(text, at))) {
      return false;
    }
  }
  return true;
}

bool is_name(std::string_view text, std::size_t code_points_max) {
  return is_valid_utf8(text) && text.find('\0') == std::string_view::npos &&
         code_points(text) <= code_points_max && !is_only_white_space(text);
}

bool is_one_emoji(std::string_view text) {
  if (text.empty() || text.size() > kEmojiBytesMax) return false;
  bool has_pictograph = false;
  bool has_regional_indicators_only = true;
  std::size_t count = 0;
  UChar32 first = 0;
  UChar32 last = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    last = next_code_point(text, at);
    if (last < 0) return false;
    if (count == 0) first = last;
    has_pictograph |= u_hasBinaryProperty(last, UCHAR_EXTENDED_PICTOGRAPHIC) != 0;
    has_regional_indicators_only &= u_hasBinaryProperty(last, UCHAR_REGIONAL_INDICATOR) != 0;
  }
  const bool is_flag = has_regional_indicators_only && count == 2;
  const bool is_keycap = last == kKeycap && count <= 3 &&
                         ((first >= '0' && first <= '9') || first == '#' || first == '*');
  return (has_pictograph || is_flag || is_keycap) && is_one_cluster(text);
}

}  // namespace parley
