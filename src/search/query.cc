#include "search/query.h"

#include <algorithm>

#include "base/unicode.h"

namespace parley {
namespace {

void add_tokens(const Piece& term, std::vector<QueryToken>& tokens) {
  const auto add = [&](QueryToken token) {
    if (tokens.size() == kQueryTokensMax || std::ranges::find(tokens, token) != tokens.end())
      return;
    tokens.push_back(std::move(token));
  };
  if (!term.is_run) {
    add({term.text(0, kWordTokenMax), true});
  } else if (term.letters.size() < kGram) {
    add({term.text(0, kGram), true});
  } else {
    for (std::size_t i = 0; i + kGram <= term.letters.size(); ++i)
      add({term.text(i, kGram), false});
  }
}

}  // namespace

Result<Query> parse_query(std::string_view text) {
  if (code_points(text) > kQueryCodePointsMax) {
    return fail(Errc::BadRequest, "a query has at most 256 characters");
  }
  Query query{pieces_of(text), {}};
  if (query.terms.empty()) return fail(Errc::BadRequest, "a query needs a letter or a digit");
  for (const Piece& term : query.terms) add_tokens(term, query.tokens);
  return query;
}

}  // namespace parley
