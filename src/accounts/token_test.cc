#include "accounts/token.h"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(DeviceToken, ItsTextGivesItBack) {
  SeededRandom random(1);
  const auto token = make_device_token(DeviceId{0x0123456789abcdef}, random);
  const std::string text = to_text(token);
  EXPECT_EQ(text.size(), 63u);
  EXPECT_TRUE(text.starts_with("pt1_"));
  EXPECT_EQ(device_token_from(text), token);
}

TEST(DeviceToken, AnyOtherCharacterAnywhereIsNoToken) {
  SeededRandom random(2);
  const std::string text = to_text(make_device_token(DeviceId{42}, random));
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char c : {'A', 'b', '7', '-', '_', '=', '+', ' ', '\0'}) {
      if (text[i] == c) continue;
      std::string other = text;
      other[i] = c;
      EXPECT_EQ(device_token_from(other), std::nullopt) << i << c;
    }
  }
}

TEST(DeviceToken, AnyOtherLengthIsNoToken) {
  SeededRandom random(3);
  const std::string text = to_text(make_device_token(DeviceId{42}, random));
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_EQ(device_token_from(text.substr(0, size)), std::nullopt);
  }
  EXPECT_EQ(device_token_from(text + "A"), std::nullopt);
  EXPECT_EQ(device_token_from(text + "="), std::nullopt);
}

TEST(DeviceToken, OnlyItsOwnSecretOpensADevice) {
  SeededRandom random(4);
  auto token = make_device_token(DeviceId{42}, random);
  Device device;
  device.secret_hash = hash_of(token);
  EXPECT_TRUE(is_secret_of(token, device));
  token.secret[31] ^= 1;
  EXPECT_FALSE(is_secret_of(token, device));
}

}  // namespace
}  // namespace parley
