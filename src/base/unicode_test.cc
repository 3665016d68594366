#include "base/unicode.h"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

using namespace std::string_literals;

TEST(Utf8, IsValidInItsShortestFormsOnly) {
  for (const auto& text : {""s, "plain"s, "Grüße, 世界 😀"s, "\0"s, "\x7f"s, "\xed\x9f\xbf"s,
                           "\xee\x80\x80"s, "\xf4\x8f\xbf\xbf"s}) {
    EXPECT_TRUE(is_valid_utf8(text)) << text;
  }
  for (const auto& text : {"\x80"s, "\xc0\x80"s, "\xc1\xbf"s, "\xe0\x9f\xbf"s, "\xed\xa0\x80"s,
                           "\xf0\x8f\xbf\xbf"s, "\xf4\x90\x80\x80"s, "\xf5\x80\x80\x80"s, "\xff"s,
                           "\xe2\x82"s, "\xf0\x9f\x98"s, "\xe2\x28\xa1"s}) {
    EXPECT_FALSE(is_valid_utf8(text));
    EXPECT_FALSE(is_valid_utf8("sixteen letters."s + text));
    EXPECT_FALSE(is_valid_utf8(text + "sixteen letters."s));
  }
}

TEST(CodePoints, AreWhatTextsAreMeasuredIn) {
  EXPECT_EQ(code_points(""), 0U);
  EXPECT_EQ(code_points("Grüße"), 5U);
  EXPECT_EQ(code_points("😀"), 1U);
  EXPECT_EQ(code_points("👩‍👩‍👧"), 5U);
}

TEST(CodePoints, AreNeverCutInTheMiddle) {
  EXPECT_EQ(first_code_points("Grüße", 3), "Grü");
  EXPECT_EQ(first_code_points("😀😀", 1), "😀");
  EXPECT_EQ(first_code_points("ab", 5), "ab");
  EXPECT_EQ(first_code_points("ab", 0), "");
  EXPECT_EQ(first_code_points("世界", 2), "世界");
}

TEST(WhiteSpace, IsTheUnicodeProperty) {
  for (const auto* text :
       {"", " \t\r\n\v\f", "\u0085", "\u00a0", "\u2003\u3000", " \u2028\u205f"}) {
    EXPECT_TRUE(is_only_white_space(text));
  }
  // Zero-width space, byte order mark and braille blank look empty, and do not have the property.
  for (const auto* text : {"a", " a ", "\u200b", "\ufeff", "\u2800", "\x01", "\u00a0."}) {
    EXPECT_FALSE(is_only_white_space(text));
  }
}

TEST(Names, HaveOneCodePointToTheirLimitAndMoreThanWhiteSpace) {
  EXPECT_TRUE(is_name("Capulet", 64));
  EXPECT_TRUE(is_name(std::string(64, 'x'), 64));
  EXPECT_FALSE(is_name(std::string(65, 'x'), 64));
  std::string long_by_bytes;
  for (int i = 0; i < 64; ++i) long_by_bytes += "😀";
  EXPECT_TRUE(is_name(long_by_bytes, 64));
  EXPECT_FALSE(is_name("", 64));
  EXPECT_FALSE(is_name(" \u3000", 64));
  EXPECT_FALSE(is_name("a\0b"s, 64));
  EXPECT_FALSE(is_name("\xff", 64));
  EXPECT_TRUE(is_name("a\x01", 64));
}

TEST(Emoji, IsOneClusterWithAPictographOrAFlagOrAKeycap) {
  for (const auto* text :
       {"👍", "👍🏽", "❤️", "❤", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪", "1️⃣", "#⃣", "*️⃣",
        "©", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🤷🏽‍♀️"}) {
    EXPECT_TRUE(is_one_emoji(text)) << text;
  }
}

TEST(Emoji, IsNotTextNorTwoOfThemNorHalfAFlag) {
  for (const auto* text :
       {"",     "a", "1",  "1️", "👍👍", "👍 ", " 👍", "👍a",  "🇩",      "🇩🇪🇫🇷",
        "🇩🇪👍", "a⃣", "12⃣", "é", "한",   "️",    "‍", "\r\n", "👍\xff", "\xf0\x9f\x91"}) {
    EXPECT_FALSE(is_one_emoji(text)) << text;
  }
}

TEST(Emoji, HasAtMost32Bytes) {
  const std::string family = "👩‍👩‍👧‍👦";
  ASSERT_EQ(family.size(), 25U);
  EXPECT_TRUE(is_one_emoji(family + "‍🏽"));
  EXPECT_FALSE(is_one_emoji(family + "‍👦‍👦"));
}

}  // namespace
}  // namespace parley
