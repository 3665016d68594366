#include "wire/items_frame.h"

#include <gtest/gtest.h>

#include <string>

#include "wire/json_reader.h"
#include "wire/server_frames.h"

namespace parley::wire {
namespace {

constexpr ConversationId kGroup = ConversationId::of(GroupId{5});

MessageEvent message(std::string text) {
  return {.seq = Seq{3},
          .ordinal = Ordinal{2},
          .sender = UserId{1},
          .sent_at = TimeMs{1000},
          .client_message_id = {{0x01, 0x91, 0, 0, 0, 0, 0x70, 0, 0x80}},
          .text = std::move(text)};
}

Items read_items(const std::string& json) {
  JsonReader reader;
  const auto items = reader.read<ServerFrame>(json, Tail::Bare);
  EXPECT_TRUE(items) << json;
  return items ? std::get<Items>(*items) : Items{};
}

TEST(ItemsFrame, OfThreePiecesIsTheFrameThatItsStructWouldWrite) {
  std::string tail;
  append_item_tail(tail, kGroup, message("Here"));
  std::string frame;
  append_items_prefix(frame, Incarnation{2}, InboxSeq{7});
  frame += tail;
  append_items_suffix(frame, InboxSeq{9});

  std::string expected;
  append_json(expected,
              Items{Incarnation{2}, {{InboxSeq{7}, kGroup, message("Here")}}, InboxSeq{9}});
  EXPECT_EQ(frame, expected);
}

TEST(ItemsFrame, OfTheUserAloneNamesNoConversation) {
  std::string tail;
  append_item_tail(tail, std::nullopt, DevicesEvent{});
  EXPECT_EQ(tail, R"("event":{"kind":"devices"}})");
}

TEST(ItemsPage, HoldsItemsInOrder) {
  std::string tail;
  append_item_tail(tail, kGroup, ReadEvent{.through = Seq{3}, .unread = 1});
  ItemsPage page(Incarnation{1});
  EXPECT_TRUE(page.add(InboxSeq{4}, tail));
  EXPECT_TRUE(page.add(InboxSeq{5}, tail));
  const Items items = read_items(std::move(page).finish(InboxSeq{8}));
  ASSERT_EQ(items.items.size(), 2U);
  EXPECT_EQ(items.items[1].inbox_seq, InboxSeq{5});
  EXPECT_EQ(items.items[1].conversation, kGroup);
  EXPECT_EQ(std::get<ReadEvent>(items.items[1].event).unread, 1U);
  EXPECT_EQ(items.head, InboxSeq{8});
}

TEST(ItemsPage, WithoutItemsTellsTheHead) {
  const Items items = read_items(ItemsPage(Incarnation{1}).finish(InboxSeq{8}));
  EXPECT_TRUE(items.items.empty());
  EXPECT_EQ(items.head, InboxSeq{8});
}

TEST(ItemsPage, EndsAfter100Items) {
  std::string tail;
  append_item_tail(tail, std::nullopt, DevicesEvent{});
  ItemsPage page(Incarnation{1});
  std::uint64_t added = 0;
  while (page.add(InboxSeq{added + 1}, tail)) ++added;
  EXPECT_EQ(added, kPageItemsMax);
  EXPECT_EQ(page.count(), kPageItemsMax);
}

TEST(ItemsPage, EndsBefore192KiBButHoldsAtLeastOne) {
  std::string tail;
  append_item_tail(tail, kGroup, message(std::string(30'000, 'a')));
  ItemsPage page(Incarnation{1});
  std::uint64_t added = 0;
  while (page.add(InboxSeq{added + 1}, tail)) ++added;
  EXPECT_EQ(added, 6U);
  EXPECT_LE(std::move(page).finish(InboxSeq{UINT64_MAX}).size(), kPageBytesMax);

  std::string huge;
  append_item_tail(huge, kGroup, message(std::string(kPageBytesMax, 'a')));
  ItemsPage single(Incarnation{1});
  EXPECT_TRUE(single.add(InboxSeq{1}, huge));
  EXPECT_FALSE(single.add(InboxSeq{2}, tail));
}

}  // namespace
}  // namespace parley::wire
