// Text as the protocol measures it: well-formed UTF-8, counted in code points, with the properties
// of the Unicode character database (from ICU) where a rule names one.
//
// Everything here is pure and may be called by any thread. ASCII, which is most of what people
// write, never reaches ICU.
#pragma once

#include <cstddef>
#include <string_view>

namespace parley {

constexpr std::size_t kEmojiBytesMax = 32;

// Shortest forms only, no surrogates, nothing above U+10FFFF (RFC 3629 section 4). The empty text
// is well-formed.
bool is_valid_utf8(std::string_view text);

// The length of a well-formed text as the protocol counts it.
std::size_t code_points(std::string_view text);

// The first `count` code points of a well-formed text; the whole text if it has fewer.
std::string_view first_code_points(std::string_view text, std::size_t count);

// True if every code point of a well-formed text has the property White_Space; so is the empty
// text.
bool is_only_white_space(std::string_view text);

// A title or a display name: well-formed, without NUL, 1 to `code_points_max` code points, and not
// only white space. Other control characters are kept, as in texts.
bool is_name(std::string_view text, std::size_t code_points_max);

// What a reaction may be: one extended grapheme cluster (UAX #29) that has an
// Extended_Pictographic, or is a pair of regional indicators, or is a keycap; at most
// kEmojiBytesMax bytes. Any other bytes, broken UTF-8 among them, are none.
bool is_one_emoji(std::string_view text);

}  // namespace parley
