#include "gateway/socket_registry.h"

#include <gtest/gtest.h>

namespace parley {
namespace {

constexpr Caller kPhone{UserId{1}, DeviceId{10}};
constexpr std::size_t kMost = 8;

SocketPlace place(std::uint64_t id, std::size_t edge = 0) { return {edge, SocketId{id}}; }

TEST(SocketRegistry, NeverGivesAnIdTwice) {
  SocketRegistry registry;
  EXPECT_NE(registry.next_id(), registry.next_id());
}

TEST(SocketRegistry, NamesTheSocketsOfADeviceOldestFirst) {
  SocketRegistry registry;
  registry.enter(kPhone, "one", place(1), kMost);
  registry.enter(kPhone, "two", place(2, 3), kMost);
  registry.enter({UserId{1}, DeviceId{11}}, "one", place(3), kMost);
  EXPECT_EQ(registry.of_device(kPhone.device), (std::vector{place(1), place(2, 3)}));
  EXPECT_EQ(registry.size(), 3U);
  registry.leave(kPhone.device, place(1));
  EXPECT_EQ(registry.of_device(kPhone.device), std::vector{place(2, 3)});
  EXPECT_TRUE(registry.of_device(DeviceId{404}).empty());
}

TEST(SocketRegistry, ReplacesAnEarlierSocketOfTheSameInstance) {
  SocketRegistry registry;
  EXPECT_TRUE(registry.enter(kPhone, "tab", place(1), kMost).empty());
  EXPECT_TRUE(registry.enter(kPhone, "other tab", place(2), kMost).empty());
  EXPECT_EQ(registry.enter(kPhone, "tab", place(3), kMost), std::vector{place(1)});
}

TEST(SocketRegistry, KeepsInstancesOfDifferentDevicesApart) {
  SocketRegistry registry;
  registry.enter(kPhone, "tab", place(1), kMost);
  EXPECT_TRUE(registry.enter({UserId{1}, DeviceId{11}}, "tab", place(2), kMost).empty());
}

TEST(SocketRegistry, ReplacesTheOldestByTheNinthOfADevice) {
  SocketRegistry registry;
  for (std::uint64_t id = 1; id <= kMost; ++id) {
    EXPECT_TRUE(registry.enter(kPhone, std::to_string(id), place(id), kMost).empty());
  }
  EXPECT_EQ(registry.enter(kPhone, "9", place(9), kMost), std::vector{place(1)});
  registry.leave(kPhone.device, place(1));
  EXPECT_EQ(registry.enter(kPhone, "10", place(10), kMost), std::vector{place(2)});
}

TEST(SocketRegistry, ReplacesNoMoreThanItMustWhereTheInstanceMakesRoom) {
  SocketRegistry registry;
  for (std::uint64_t id = 1; id <= kMost; ++id) {
    registry.enter(kPhone, std::to_string(id), place(id), kMost);
  }
  EXPECT_EQ(registry.enter(kPhone, "5", place(9), kMost), std::vector{place(5)});
}

TEST(WaitingPlace, IsRefusedAboveTheLimitOfItsAddress) {
  SocketRegistry registry;
  auto first = WaitingPlace::take(registry, "10.0.0.1", 2);
  const auto second = WaitingPlace::take(registry, "10.0.0.1", 2);
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(WaitingPlace::take(registry, "10.0.0.1", 2));
  EXPECT_TRUE(WaitingPlace::take(registry, "10.0.0.2", 2));
  first->give_back();
  first->give_back();
  EXPECT_TRUE(WaitingPlace::take(registry, "10.0.0.1", 2));
}

TEST(WaitingPlace, IsGivenBackWhereItGoesAndNotWhereItIsMovedFrom) {
  SocketRegistry registry;
  {
    auto place = WaitingPlace::take(registry, "10.0.0.1", 1);
    const WaitingPlace moved = *std::move(place);
    place.reset();
    EXPECT_FALSE(WaitingPlace::take(registry, "10.0.0.1", 1));
  }
  EXPECT_TRUE(WaitingPlace::take(registry, "10.0.0.1", 1));
}

}  // namespace
}  // namespace parley
