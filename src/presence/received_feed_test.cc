#include "presence/received_feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/chat_store_memory.h"

namespace parley {
namespace {

using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr UserId kRomeo{1};
constexpr UserId kJuliet{2};
constexpr ConversationId kBalcony = ConversationId::of(kRomeo, kJuliet);
constexpr ConversationId kVerona = ConversationId::of(GroupId{10});

class BusFake final : public PresenceBus {
 public:
  void publish(const Hint& hint) override { hints.push_back(hint); }
  std::vector<Hint> hints;
};

class ReceivedFeedTest : public testing::Test {
 protected:
  void place(std::uint64_t inbox_seq, ConversationId conversation, ItemBody body) {
    WriteBatch batch;
    batch.put(inbox_item_key(kJuliet, InboxSeq{inbox_seq}),
              encode_item({InboxSeq{inbox_seq}, conversation, std::move(body)}));
    ASSERT_TRUE(store_.write(std::move(batch)));
  }
  static Hint received(ConversationId conversation, std::uint64_t seq) {
    return MarkerHint{.conversation = conversation, .user = kJuliet, .received = Seq{seq}};
  }

  ChatStoreMemory store_;
  BusFake bus_;
  ReceivedFeed feed_{ChatReader(store_), bus_};
};

TEST_F(ReceivedFeedTest, TellsTheNewestEventOfEachConversationUpToTheAck) {
  place(1, kBalcony, EventItem{Seq{4}});
  place(2, kVerona, EventItem{Seq{7}});
  place(3, kBalcony, EventItem{Seq{5}});
  place(4, kBalcony, ReadItem{Seq{5}, 0});
  place(5, kVerona, EventItem{Seq{8}});
  feed_.note(kJuliet, InboxSeq{0}, InboxSeq{4});
  EXPECT_THAT(bus_.hints, IsEmpty());
  feed_.work();
  EXPECT_THAT(bus_.hints, UnorderedElementsAre(received(kBalcony, 5), received(kVerona, 7)));
  feed_.work();
  EXPECT_EQ(bus_.hints.size(), 2U);
}

TEST_F(ReceivedFeedTest, WhatWasHeldBeforeIsNotToldAgain) {
  place(1, kBalcony, EventItem{Seq{4}});
  place(2, kVerona, EventItem{Seq{7}});
  feed_.note(kJuliet, InboxSeq{1}, InboxSeq{2});
  feed_.work();
  EXPECT_THAT(bus_.hints, UnorderedElementsAre(received(kVerona, 7)));
}

TEST_F(ReceivedFeedTest, SeveralAcksOfOnePersonAreLookedAtOnce) {
  place(1, kBalcony, EventItem{Seq{4}});
  place(2, kBalcony, EventItem{Seq{5}});
  feed_.note(kJuliet, InboxSeq{1}, InboxSeq{2});
  feed_.note(kJuliet, InboxSeq{0}, InboxSeq{1});
  feed_.work();
  EXPECT_THAT(bus_.hints, UnorderedElementsAre(received(kBalcony, 5)));
}

TEST_F(ReceivedFeedTest, OfALongWayOnlyTheNewestItemsCount) {
  constexpr std::uint64_t kMost = ReceivedFeed::kItemsMax;
  place(1, kVerona, EventItem{Seq{1}});
  for (std::uint64_t i = 2; i <= kMost + 1; ++i) place(i, kBalcony, EventItem{Seq{i}});
  feed_.note(kJuliet, InboxSeq{0}, InboxSeq{kMost + 1});
  feed_.work();
  EXPECT_THAT(bus_.hints, UnorderedElementsAre(received(kBalcony, kMost + 1)));
}

}  // namespace
}  // namespace parley
