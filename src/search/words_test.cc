// Folding and taking apart, in scripts with and without spaces.
#include "search/words.h"

#include <gtest/gtest.h>

namespace parley {
namespace {

// The pieces as they are folded, runs in angle brackets.
std::string taken_apart(std::string_view text) {
  std::string shown;
  for (const Piece& piece : pieces_of(text)) {
    if (!shown.empty()) shown += ' ';
    const std::string letters = piece.text(0, piece.letters.size());
    shown += piece.is_run ? "<" + letters + ">" : letters;
  }
  return shown;
}

TEST(WordsTest, CaseAndAccentsAreFolded) {
  EXPECT_EQ(taken_apart("Crème BRÛLÉE, naïve Ångström"), "creme brulee naive angstrom");
  EXPECT_EQ(taken_apart("Straße STRASSE"), "strasse strasse");
  EXPECT_EQ(taken_apart("Привет Ёлка"), "привет елка");
  EXPECT_EQ(taken_apart("ΟΔΥΣΣΕΎΣ Οδυσσεύς"), "οδυσσευσ οδυσσευσ");
  EXPECT_EQ(taken_apart("İstanbul"), "istanbul");
}

TEST(WordsTest, AnAccentThatStandsByItselfIsTheSameAsOneThatIsPartOfTheLetter) {
  EXPECT_EQ(taken_apart("cafe\u0301"), taken_apart("caf\u00e9"));
  EXPECT_EQ(taken_apart("e\u0301\u0323e"), "ee");
}

TEST(WordsTest, PointsOfArabicAndHebrewAreFoldedAndVowelSignsOfHindiAreNot) {
  EXPECT_EQ(taken_apart("مَرْحَبًا"), taken_apart("مرحبا"));
  EXPECT_EQ(taken_apart("שָׁלוֹם"), taken_apart("שלום"));
  EXPECT_EQ(taken_apart("नमस्ते"), "नमस्ते");
  EXPECT_NE(taken_apart("किताब"), taken_apart("कताब"));
}

TEST(WordsTest, FormsOfOneCharacterAreOne) {
  EXPECT_EQ(taken_apart("ＨＥＬＬＯ ﬁne"), "hello fine");
  EXPECT_EQ(taken_apart("ｶﾞｷﾞ"), "<ガギ>");
  EXPECT_EQ(taken_apart("\u1112\u1161\u11ab글"), "<한글>");
  EXPECT_EQ(taken_apart("ガ"), taken_apart("カ\u3099"));
  EXPECT_NE(taken_apart("ガ"), taken_apart("カ"));
}

TEST(WordsTest, ScriptsWithoutSpacesMakeRuns) {
  EXPECT_EQ(taken_apart("我爱北京天安门，你呢？"), "<我爱北京天安门> <你呢>");
  EXPECT_EQ(taken_apart("東京タワーへ行く"), "<東京タワーへ行く>");
  EXPECT_EQ(taken_apart("안녕하세요 세계"), "<안녕하세요> <세계>");
  EXPECT_EQ(taken_apart("สวัสดีชาวโลก"), "<สวัสดีชาวโลก>");
  EXPECT_EQ(taken_apart("iPhone用ケース2個"), "iphone <用ケース> 2 <個>");
}

TEST(WordsTest, SymbolsStandByThemselvesAndPunctuationSeparates) {
  EXPECT_EQ(taken_apart("🎉🎉 party❤️!"), "<🎉> <🎉> party <❤>");
  EXPECT_EQ(taken_apart("a_b-c\"d'e*f(g)\t^h:i"), "a b c d e f g h i");
  EXPECT_EQ(taken_apart(" \"*-()^:'… "), "");
  EXPECT_EQ(taken_apart(""), "");
}

TEST(WordsTest, LettersSayWhereTheyStoodInTheText) {
  const auto pieces = pieces_of("é Straße");
  ASSERT_EQ(pieces.size(), 2u);
  EXPECT_EQ(pieces[0].letters, (std::vector<FoldedCodePoint>{{U'e', 0, 1}}));
  ASSERT_EQ(pieces[1].letters.size(), 7u);
  EXPECT_EQ(pieces[1].letters[4], (FoldedCodePoint{U's', 6, 7}));
  EXPECT_EQ(pieces[1].letters[5], (FoldedCodePoint{U's', 6, 7}));
  const auto composed = pieces_of("xe\u0301y");
  EXPECT_EQ(composed[0].letters[1], (FoldedCodePoint{U'e', 1, 3}));
  EXPECT_EQ(composed[0].letters[2], (FoldedCodePoint{U'y', 3, 4}));
}

TEST(WordsTest, TokensAreWordsAndThreesEachOnce) {
  EXPECT_EQ(tokens_of("To be, or not TO BE"), "to be or not");
  EXPECT_EQ(tokens_of("東京都庁"), "東京都 京都庁 都庁 庁");
  EXPECT_EQ(tokens_of("!?"), "");
  EXPECT_EQ(tokens_of(std::string(200, 'x')), std::string(kWordTokenMax, 'x'));
}

}  // namespace
}  // namespace parley
