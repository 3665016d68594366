#include "search/words.h"

#include <algorithm>
#include <unordered_set>

namespace parley {

std::string Piece::text(std::size_t from, std::size_t count) const {
  std::string result;
  const std::size_t end = std::min(letters.size(), from + count);
  for (std::size_t i = from; i < end; ++i) append_utf8(result, letters[i].code);
  return result;
}

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  LetterKind before = LetterKind::Separator;
  for (const FoldedCodePoint& letter : fold_text(text)) {
    const LetterKind kind = letter_kind(letter.code);
    if (kind != LetterKind::Separator) {
      const bool begins = kind != before || kind == LetterKind::Symbol;
      if (begins) pieces.push_back({kind != LetterKind::Word, {}});
      pieces.back().letters.push_back(letter);
    }
    before = kind;
  }
  return pieces;
}

std::string tokens_of(std::string_view text) {
  std::unordered_set<std::string> seen;
  std::string tokens;
  const auto add = [&](std::string token) {
    const auto [place, is_new] = seen.insert(std::move(token));
    if (!is_new) return;
    if (!tokens.empty()) tokens += ' ';
    tokens += *place;
  };
  for (const Piece& piece : pieces_of(text)) {
    if (!piece.is_run) {
      add(piece.text(0, kWordTokenMax));
      continue;
    }
    for (std::size_t i = 0; i < piece.letters.size(); ++i) add(piece.text(i, kGram));
  }
  return tokens;
}

}  // namespace parley
