#include "accounts/recovery_code.h"

#include <gtest/gtest.h>

#include <set>

namespace parley {
namespace {

TEST(RecoveryCode, IsFourGroupsOfFive) {
  SeededRandom random(1);
  std::set<std::string> codes;
  for (int i = 0; i < 100; ++i) {
    const std::string code = make_recovery_code(random);
    EXPECT_EQ(code.size(), 23u);
    EXPECT_EQ(code[5], '-');
    codes.insert(code);
  }
  EXPECT_EQ(codes.size(), 100u);
}

TEST(RecoveryCode, IsKnownHoweverItIsTyped) {
  const auto hash = recovery_code_hash("abcde-fghjk-01234-56789");
  ASSERT_TRUE(hash.has_value());
  EXPECT_EQ(recovery_code_hash("ABCDEFGHJK0123456789"), hash);
  EXPECT_EQ(recovery_code_hash("abcde fghjk 01234 56789 "), hash);
  EXPECT_NE(recovery_code_hash("abcde-fghjk-01234-56788"), hash);
}

TEST(RecoveryCode, OtherTextsAreNone) {
  for (const std::string_view text :
       {"", "abcde", "abcde-fghjk-01234-5678", "abcdefghjk01234567890", "abcde-fghjk-01234-5678u",
        "äbcde-fghjk-01234-56789"}) {
    EXPECT_EQ(recovery_code_hash(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace parley
