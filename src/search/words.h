// What texts and queries consist of: words, and runs of scripts that put no spaces between words.
//
//   "Grüße aus 東京都!"  ─▶  word "grusse" · word "aus" · run "東京都"
//
// A word of a query finds the words that begin with it; a run finds the runs that hold it. An index
// finds candidates by tokens, and match.h decides on the text itself:
//
//   a word      one token: the word, cut after kWordTokenMax code points
//   a run       one token at each place: the three code points from there on, fewer at its end
//               ("東京都", "京都", "都"), so that a run of one or two is the beginning of a token
//   a symbol    a run of its own
//
// Pure; any thread. Texts are well-formed UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/unicode_fold.h"

namespace parley {

inline constexpr std::size_t kWordTokenMax = 48;
inline constexpr std::size_t kGram = 3;

struct Piece {
  bool is_run = false;
  std::vector<FoldedCodePoint> letters;  // Never empty.

  // The folded letters as UTF-8, from `from` on, at most `count`.
  std::string text(std::size_t from, std::size_t count) const;
};

// In the order in which they stand in the text.
std::vector<Piece> pieces_of(std::string_view text);

// The tokens by which a text is found: each once, with a space between. Nothing but letters, marks,
// digits and symbols stands in a token, and case is folded.
std::string tokens_of(std::string_view text);

}  // namespace parley
