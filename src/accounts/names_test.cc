#include "accounts/names.h"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

const Limits kLimits;

TEST(Names, AUsernameIsThreeTo32OfAFewCharacters) {
  for (const std::string_view good :
       {"abc", "a_b", "...", "0.9_z", "abcdefghijklmnopqrstuvwxyz012345"}) {
    EXPECT_TRUE(is_username(good, kLimits)) << good;
  }
  for (const std::string_view bad : {"", "ab", "abcdefghijklmnopqrstuvwxyz0123456", "Abc", "a b",
                                     "a-b", "a%b", "жук", "ab\n", "аbс"}) {
    EXPECT_FALSE(is_username(bad, kLimits)) << bad;
  }
  EXPECT_FALSE(is_username(std::string_view("ab\0", 3), kLimits));
}

TEST(Names, ADisplayNameIsCountedInCodePoints) {
  std::string name;
  for (int i = 0; i < 64; ++i) name += "😀";
  EXPECT_TRUE(check_display_name(name, kLimits));
  EXPECT_FALSE(check_display_name(name + "a", kLimits));
  EXPECT_FALSE(check_display_name("", kLimits));
  EXPECT_FALSE(check_display_name(" \u00a0\u2003", kLimits));
  EXPECT_FALSE(check_display_name("\xff", kLimits));
}

TEST(Names, APasswordHasEightTo128CodePoints) {
  EXPECT_TRUE(check_password("äöüßäöüß", kLimits));
  EXPECT_FALSE(check_password("äöüßäöü", kLimits));
  EXPECT_TRUE(check_password(std::string(128, ' '), kLimits));
  EXPECT_FALSE(check_password(std::string(129, 'x'), kLimits));
  EXPECT_FALSE(check_password("12345678\xc0", kLimits));
}

TEST(Names, ADeviceNeedsNoName) {
  EXPECT_TRUE(check_device_text("", kLimits));
  EXPECT_FALSE(check_device_text(std::string(65, 'x'), kLimits));
}

}  // namespace
}  // namespace parley
