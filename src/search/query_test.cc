// Queries as people type them, and as nobody should; and what they match.
#include "search/query.h"

#include <gtest/gtest.h>

#include "search/match.h"

namespace parley {
namespace {

using Tokens = std::vector<QueryToken>;

Tokens tokens(std::string_view query) { return parse_query(query).value().tokens; }

std::vector<Stretch> found(std::string_view query, std::string_view text) {
  return match(parse_query(query).value(), text).value_or(std::vector<Stretch>{});
}

TEST(QueryTest, AWordIsTheBeginningOfAToken) {
  EXPECT_EQ(tokens("Über wor"), (Tokens{{"uber", true}, {"wor", true}}));
}

TEST(QueryTest, ARunIsItsThreesAndAShortOneTheBeginningOfSome) {
  EXPECT_EQ(tokens("東京都庁"), (Tokens{{"東京都", false}, {"京都庁", false}}));
  EXPECT_EQ(tokens("京都"), (Tokens{{"京都", true}}));
  EXPECT_EQ(tokens("都"), (Tokens{{"都", true}}));
}

TEST(QueryTest, OperatorsAreNothingSpecial) {
  EXPECT_EQ(tokens("\"a\" AND -b* NEAR(c) text:d ^e \uE0001"), (Tokens{{"a", true},
                                                                       {"and", true},
                                                                       {"b", true},
                                                                       {"near", true},
                                                                       {"c", true},
                                                                       {"text", true},
                                                                       {"d", true},
                                                                       {"e", true},
                                                                       {"1", true}}));
  EXPECT_EQ(tokens("'); DROP TABLE texts; --"),
            (Tokens{{"drop", true}, {"table", true}, {"texts", true}}));
}

TEST(QueryTest, AQueryWithoutALetterIsRefused) {
  for (const std::string_view query :
       {"", " ", "\"", "*", "\"\" - ()", "…!?", "\uE000", "\u0301"}) {
    EXPECT_EQ(parse_query(query).error().code, Errc::BadRequest) << query;
  }
}

TEST(QueryTest, AQueryHasAtMost256CodePoints) {
  std::string query;
  for (int i = 0; i < 256; ++i) query += "é";
  EXPECT_TRUE(parse_query(query).has_value());
  EXPECT_EQ(parse_query(query + "é").error().code, Errc::BadRequest);
}

TEST(QueryTest, TokensOfALongQueryAreLimited) {
  std::string query;
  for (int i = 0; i < 100; ++i) query += "w" + std::to_string(i) + " ";
  query.resize(250);
  EXPECT_EQ(tokens(query).size(), kQueryTokensMax);
}

TEST(MatchTest, EveryTermHasToStandSomewhereInAnyOrder) {
  EXPECT_EQ(found("thou art", "Art thou there?"), (std::vector<Stretch>{{0, 3}, {4, 4}}));
  EXPECT_EQ(found("art where", "Art thou there?"), std::vector<Stretch>{});
}

TEST(MatchTest, AWordFindsWordsThatBeginWithIt) {
  EXPECT_EQ(found("mid", "Midnight amid MIDSUMMER"), (std::vector<Stretch>{{0, 3}, {14, 3}}));
}

TEST(MatchTest, ARunIsFoundAnywhereInARun) {
  EXPECT_EQ(found("京都", "東京都と京都"), (std::vector<Stretch>{{1, 2}, {4, 2}}));
  EXPECT_EQ(found("하세", "안녕하세요"), (std::vector<Stretch>{{2, 2}}));
}

TEST(MatchTest, PlacesAreThoseOfTheTextAsItWasWritten) {
  EXPECT_EQ(found("cafe", "un cafe\u0301 noir"), (std::vector<Stretch>{{3, 5}}));
  EXPECT_EQ(found("stras", "die Straße"), (std::vector<Stretch>{{4, 5}}));
  EXPECT_EQ(found("party", "🎉🎉 party"), (std::vector<Stretch>{{3, 5}}));
}

TEST(MatchTest, StretchesThatOverlapAreOne) {
  EXPECT_EQ(found("ab abc abcd", "abcdef"), (std::vector<Stretch>{{0, 4}}));
  EXPECT_EQ(found("京京", "京京京京"), (std::vector<Stretch>{{0, 4}}));
}

TEST(MatchTest, StretchesAreLimited) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "ho ";
  EXPECT_EQ(found("ho", text).size(), kStretchesMax);
}

}  // namespace
}  // namespace parley
