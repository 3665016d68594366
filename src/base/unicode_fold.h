// Text as a reader looks for it: without case, accents and forms of writing that mean the same.
//
// Folding is NFKC with case folding (UAX #31), less the accents. Every folded code point says from
// which code points of the text it stems, so that what was found can be shown where it stands.
//
// Pure; any thread. The text is well-formed UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

struct FoldedCodePoint {
  char32_t code = 0;
  std::uint32_t from = 0;  // The code points [from, to) of the text.
  std::uint32_t to = 0;

  friend bool operator==(const FoldedCodePoint&, const FoldedCodePoint&) = default;
};

std::vector<FoldedCodePoint> fold_text(std::string_view text);

enum class LetterKind : std::uint8_t {
  Separator,  // Spaces, punctuation, controls: what stands between words.
  Word,       // Letters, digits and marks of scripts that put spaces between words.
  Unspaced,   // Those of scripts that do not, or whose words run on: Chinese, Japanese, Korean,
              // Thai, Lao, Khmer, Burmese, Yi.
  Symbol,     // A sign that means something by itself: an emoji, a currency.
};

// What a folded code point is to a reader.
LetterKind letter_kind(char32_t code);

void append_utf8(std::string& out, char32_t code);

}  // namespace parley
