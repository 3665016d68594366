#include <gtest/gtest.h>

#include "accounts/password_hasher_argon2id.h"

namespace parley {
namespace {

TEST(Argon2idHasher, KnowsThePasswordAgainAtTheCostOfRealLogIns) {
  Argon2idHasher hasher{Argon2idCost{}};
  const std::string hash = hasher.hash("correct horse").value();
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
  EXPECT_TRUE(hasher.verify(hash, "correct horse").value());
  EXPECT_FALSE(hasher.verify(hash, "correct horsf").value());
}

TEST(Argon2idHasher, TwoHashesOfOnePasswordDiffer) {
  Argon2idHasher hasher{Argon2idCost::least()};
  EXPECT_NE(hasher.hash("correct horse").value(), hasher.hash("correct horse").value());
}

TEST(Argon2idHasher, TheDecoyCostsAsMuchAndMatchesNothing) {
  Argon2idHasher hasher{Argon2idCost::least()};
  const std::string hash = hasher.hash("correct horse").value();
  const std::string decoy = hasher.decoy();
  EXPECT_EQ(decoy.substr(0, decoy.find("p=1$")), hash.substr(0, hash.find("p=1$")));
  EXPECT_FALSE(hasher.verify(decoy, "").value());
  EXPECT_FALSE(hasher.verify(decoy, "correct horse").value());
}

TEST(Argon2idHasher, WhatIsNoHashMatchesNothing) {
  Argon2idHasher hasher{Argon2idCost::least()};
  EXPECT_FALSE(hasher.verify("", "").value());
  EXPECT_FALSE(hasher.verify("$argon2id$v=19$m=65536,t=2,p=1$", "").value());
  EXPECT_FALSE(hasher.verify(std::string(1'000, 'a'), "a").value());
}

TEST(Argon2idHasher, APasswordMayHoldAZero) {
  Argon2idHasher hasher{Argon2idCost::least()};
  const std::string hash = hasher.hash(std::string_view("before\0after", 12)).value();
  EXPECT_FALSE(hasher.verify(hash, std::string_view("before\0other", 12)).value());
}

}  // namespace
}  // namespace parley
