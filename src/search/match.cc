#include "search/match.h"

#include <algorithm>

namespace parley {
namespace {

bool stands_at(const Piece& term, const Piece& piece, std::size_t at) {
  return at + term.letters.size() <= piece.letters.size() &&
         std::equal(term.letters.begin(), term.letters.end(),
                    piece.letters.begin() + static_cast<std::ptrdiff_t>(at),
                    [](const auto& a, const auto& b) { return a.code == b.code; });
}

// Adds the places of `term` in `piece`; true if there is one.
bool find_in(const Piece& term, const Piece& piece, std::vector<Stretch>& found) {
  if (term.is_run != piece.is_run) return false;
  const std::size_t places = piece.is_run ? piece.letters.size() : 1;
  bool is_found = false;
  for (std::size_t at = 0; at < places; ++at) {
    if (!stands_at(term, piece, at)) continue;
    is_found = true;
    const std::uint32_t start = piece.letters[at].from;
    found.push_back({start, piece.letters[at + term.letters.size() - 1].to - start});
  }
  return is_found;
}

// Ascending, and those that overlap as one.
void tidy_up(std::vector<Stretch>& found) {
  std::ranges::sort(found, {}, [](const Stretch& s) { return std::pair(s.start, s.length); });
  std::vector<Stretch> tidy;
  for (const Stretch& stretch : found) {
    if (!tidy.empty() && stretch.start < tidy.back().start + tidy.back().length) {
      const std::uint32_t end =
          std::max(tidy.back().start + tidy.back().length, stretch.start + stretch.length);
      tidy.back().length = end - tidy.back().start;
    } else if (tidy.size() < kStretchesMax) {
      tidy.push_back(stretch);
    } else {
      break;
    }
  }
  found = std::move(tidy);
}

}  // namespace

std::optional<std::vector<Stretch>> match(const Query& query, std::string_view text) {
  const std::vector<Piece> pieces = pieces_of(text);
  std::vector<Stretch> found;
  for (const Piece& term : query.terms) {
    bool is_found = false;
    for (const Piece& piece : pieces) is_found |= find_in(term, piece, found);
    if (!is_found) return std::nullopt;
  }
  tidy_up(found);
  return found;
}

}  // namespace parley
