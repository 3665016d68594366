// What a person types into the search box, taken apart.
//
// There is no language to learn and none to abuse: quotes, operators, brackets and stars separate
// words as a space does. All terms have to be found, in any order.
//
// Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "search/words.h"

namespace parley {

inline constexpr std::size_t kQueryCodePointsMax = 256;
// So many tokens narrow the candidates down; the text itself decides about the rest.
inline constexpr std::size_t kQueryTokensMax = 32;

// A token of an index, or the beginning of one.
struct QueryToken {
  std::string text;
  bool is_beginning = false;

  friend bool operator==(const QueryToken&, const QueryToken&) = default;
};

struct Query {
  std::vector<Piece> terms;        // At least one.
  std::vector<QueryToken> tokens;  // What every text that has all terms has among its tokens.
};

// BadRequest for a text above kQueryCodePointsMax, and for one in which there is nothing to look
// for: empty, or only punctuation and spaces. `text` is well-formed UTF-8.
Result<Query> parse_query(std::string_view text);

}  // namespace parley
