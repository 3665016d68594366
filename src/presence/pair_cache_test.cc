#include "presence/pair_cache.h"

#include <gtest/gtest.h>

namespace parley {
namespace {

constexpr UserId kRomeo{1};
constexpr UserId kJuliet{2};
constexpr UserId kParis{3};
constexpr Milliseconds kNow{5'000};

TEST(PairCache, KnowsForThirtySeconds) {
  PairCache cache;
  EXPECT_FALSE(cache.find(Sight::Presence, kRomeo, kJuliet, kNow));
  cache.put(Sight::Presence, kRomeo, kJuliet, true, kNow);
  EXPECT_EQ(cache.find(Sight::Presence, kRomeo, kJuliet, kNow + kSightAge - Milliseconds{1}), true);
  EXPECT_FALSE(cache.find(Sight::Presence, kRomeo, kJuliet, kNow + kSightAge));
}

TEST(PairCache, IsSymmetricButForTypingToOnePerson) {
  PairCache cache;
  cache.put(Sight::Presence, kRomeo, kJuliet, false, kNow);
  EXPECT_EQ(cache.find(Sight::Presence, kJuliet, kRomeo, kNow), false);
  EXPECT_FALSE(cache.find(Sight::GroupReceipts, kJuliet, kRomeo, kNow));
  cache.put(Sight::DirectTyping, kRomeo, kJuliet, true, kNow);
  EXPECT_EQ(cache.find(Sight::DirectTyping, kRomeo, kJuliet, kNow), true);
  EXPECT_FALSE(cache.find(Sight::DirectTyping, kJuliet, kRomeo, kNow));
}

TEST(PairCache, ForgetsTwoOrAllOfOne) {
  PairCache cache;
  cache.put(Sight::Presence, kRomeo, kJuliet, true, kNow);
  cache.put(Sight::GroupTyping, kRomeo, kJuliet, true, kNow);
  cache.put(Sight::Presence, kRomeo, kParis, true, kNow);
  cache.put(Sight::Presence, kJuliet, kParis, true, kNow);
  cache.forget(kJuliet, kRomeo);
  EXPECT_EQ(cache.size(), 2U);
  EXPECT_TRUE(cache.find(Sight::Presence, kRomeo, kParis, kNow));
  cache.forget(kParis, {});
  EXPECT_EQ(cache.size(), 0U);
}

TEST(PairCache, HasABound) {
  PairCache cache;
  for (std::uint64_t i = 1; i <= PairCache::kPairsMax; ++i) {
    cache.put(Sight::Presence, UserId{i}, UserId{i + 1}, true, Milliseconds{0});
  }
  EXPECT_EQ(cache.size(), PairCache::kPairsMax);
  cache.put(Sight::GroupTyping, kRomeo, kJuliet, true, kSightAge);
  EXPECT_EQ(cache.size(), 1U);
}

}  // namespace
}  // namespace parley
