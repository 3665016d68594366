#include "bench/ledger.h"

#include <gtest/gtest.h>

namespace parley::bench {
namespace {

constexpr Shape kRelayRoom{.rooms = 1, .members = 3, .senders = 1, .tells_sender = false};
constexpr Shape kChatRoom{.rooms = 2, .members = 2, .senders = 2, .tells_sender = true};

TEST(Ledger, AMessageIsCompleteWhenTheLastListenerHasHeardIt) {
  Ledger ledger(kRelayRoom);
  EXPECT_EQ(ledger.send({0, 0}), 0U);
  EXPECT_FALSE(ledger.hear({0, 1}, 0, 0));
  EXPECT_EQ(ledger.open(), 1U);
  EXPECT_TRUE(ledger.hear({0, 2}, 0, 0));
  EXPECT_EQ(ledger.open(), 0U);
  EXPECT_EQ(ledger.faults().all(), 0U);
}

TEST(Ledger, AMessageOfAServerThatTellsTheSenderOwesItsOutcomeAndTheSendersOwnItem) {
  Ledger ledger(kChatRoom);
  ledger.send({1, 1});
  EXPECT_FALSE(ledger.hear({1, 0}, 1, 0));
  EXPECT_FALSE(ledger.settle({1, 1}, 0));
  EXPECT_TRUE(ledger.hear({1, 1}, 1, 0));
  EXPECT_EQ(ledger.faults().all(), 0U);
}

TEST(Ledger, NumbersOfSendersAndRoomsAreCountedApart) {
  Ledger ledger(kChatRoom);
  EXPECT_EQ(ledger.send({0, 0}), 0U);
  EXPECT_EQ(ledger.send({0, 0}), 1U);
  EXPECT_EQ(ledger.send({0, 1}), 0U);
  EXPECT_EQ(ledger.send({1, 0}), 0U);
  ledger.hear({0, 1}, 1, 0);
  ledger.hear({0, 1}, 0, 0);
  ledger.hear({0, 1}, 0, 1);
  EXPECT_EQ(ledger.faults().all(), 0U);
  EXPECT_EQ(ledger.open(), 4U);
}

TEST(Ledger, AMessageHeardTwiceIsAFaultEvenAfterItIsComplete) {
  Ledger ledger(kRelayRoom);
  ledger.send({0, 0});
  ledger.hear({0, 1}, 0, 0);
  ledger.hear({0, 1}, 0, 0);
  EXPECT_EQ(ledger.faults().repeated, 1U);
  EXPECT_TRUE(ledger.hear({0, 2}, 0, 0));
  ledger.hear({0, 2}, 0, 0);
  EXPECT_EQ(ledger.faults().repeated, 2U);
}

TEST(Ledger, AMessageThatIsPassedOverIsAFaultAndStaysOpen) {
  Ledger ledger(kRelayRoom);
  ledger.send({0, 0});
  ledger.send({0, 0});
  ledger.hear({0, 1}, 0, 1);
  EXPECT_EQ(ledger.faults().skipped, 1U);
  ledger.hear({0, 1}, 0, 0);
  EXPECT_EQ(ledger.faults().repeated, 1U);
  EXPECT_EQ(ledger.open(), 2U);
}

TEST(Ledger, WhatWasNeverSentIsAFault) {
  Ledger ledger(kRelayRoom);
  ledger.hear({0, 1}, 0, 0);
  ledger.hear({0, 1}, 7, 0);
  EXPECT_FALSE(ledger.settle({0, 0}, 3));
  EXPECT_EQ(ledger.faults().unknown, 3U);
}

TEST(Ledger, ASecondOutcomeIsAFault) {
  Ledger ledger(kChatRoom);
  ledger.send({0, 0});
  ledger.settle({0, 0}, 0);
  EXPECT_FALSE(ledger.settle({0, 0}, 0));
  EXPECT_EQ(ledger.faults().repeated, 1U);
}

}  // namespace
}  // namespace parley::bench
