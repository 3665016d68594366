#include "pipeline/inbox_view.h"

#include <gtest/gtest.h>

#include "pipeline/test_chat.h"
#include "wire/items_frame.h"
#include "wire/json_reader.h"
#include "wire/server_frames.h"

namespace parley {
namespace {

wire::Items items_of(const ItemsPage& page) {
  wire::JsonReader json;
  auto frame = json.read<wire::ServerFrame>(page.frame, wire::Tail::Bare);
  EXPECT_TRUE(frame.has_value());
  return std::get<wire::Items>(*frame);
}

InboxHead head_at(std::uint64_t head, std::uint64_t floor) {
  return {.incarnation = Incarnation{3}, .head = InboxSeq{head}, .floor = InboxSeq{floor}};
}
Cursor cursor_at(std::uint64_t inbox_seq, std::uint64_t incarnation = 3) {
  return {Incarnation{incarnation}, InboxSeq{inbox_seq}};
}

TEST(ResyncReason, IsNothingFromTheFloorToTheHead) {
  EXPECT_EQ(resync_reason(cursor_at(4), head_at(9, 4)), std::nullopt);
  EXPECT_EQ(resync_reason(cursor_at(9), head_at(9, 4)), std::nullopt);
  EXPECT_EQ(resync_reason(cursor_at(0), head_at(0, 0)), std::nullopt);
}

TEST(ResyncReason, IsOldBelowTheFloor) {
  EXPECT_EQ(resync_reason(cursor_at(3), head_at(9, 4)), wire::ResyncReason::Old);
}

TEST(ResyncReason, IsChangedAboveTheHeadAndInAnotherIncarnation) {
  EXPECT_EQ(resync_reason(cursor_at(10), head_at(9, 4)), wire::ResyncReason::Changed);
  EXPECT_EQ(resync_reason(cursor_at(5, 2), head_at(9, 4)), wire::ResyncReason::Changed);
  EXPECT_EQ(resync_reason(cursor_at(1, 2), head_at(9, 4)), wire::ResyncReason::Changed);
}

TEST(InboxView, TellsAnEmptyInboxByItsHead) {
  Chat chat;
  const ItemsPage page = InboxView(chat.reader).page(kAnn, InboxSeq{1}, 100).value();
  EXPECT_EQ(page.items, 0U);
  EXPECT_EQ(items_of(page), (wire::Items{Incarnation{1}, {}, InboxSeq{}}));
}

TEST(InboxView, CountsEveryRestoreAsAnotherIncarnation) {
  Chat chat;
  chat.say(kAnn, kAnnAndBen, "hello");
  EXPECT_EQ(InboxView(chat.reader, 2).head(kBen)->incarnation, Incarnation{3});
  const ItemsPage page = InboxView(chat.reader, 2).page(kBen, InboxSeq{1}, 100).value();
  EXPECT_EQ(items_of(page).incarnation, Incarnation{3});
}

TEST(InboxView, ShowsItemsFromTheOneAskedForAsManyAsAskedFor) {
  Chat chat;
  for (int i = 0; i < 5; ++i) chat.say(kAnn, kAnnAndBen, std::to_string(i));
  const ItemsPage page = InboxView(chat.reader).page(kBen, InboxSeq{2}, 3).value();
  const wire::Items items = items_of(page);
  ASSERT_EQ(page.items, 3U);
  EXPECT_EQ(page.head.head, InboxSeq{5});
  EXPECT_EQ(items.head, InboxSeq{5});
  EXPECT_EQ(items.items[0].inbox_seq, InboxSeq{2});
  EXPECT_EQ(items.items[2].inbox_seq, InboxSeq{4});
  EXPECT_EQ(std::get<wire::MessageEvent>(items.items[0].event).text, "1");
}

TEST(InboxView, ShowsAMessageAsItIsFoldedNow) {
  Chat chat;
  chat.say(kAnn, kAnnAndBen, "first");
  chat.submit(kAnn, kAnnAndBen, EditMessage{Seq{1}, "second", {}});
  const wire::Items items = items_of(InboxView(chat.reader).page(kBen, InboxSeq{1}, 100).value());
  const auto& message = std::get<wire::MessageEvent>(items.items[0].event);
  EXPECT_EQ(message.text, "second");
  EXPECT_EQ(message.revision, Seq{2});
  EXPECT_EQ(std::get<wire::EditEvent>(items.items[1].event).text, "second");
}

TEST(InboxView, KeepsTheItemOfAMessageThatIsGone) {
  Chat chat;
  chat.say(kAnn, kAnnAndBen, "secret");
  chat.submit(kAnn, kAnnAndBen, EditMessage{Seq{1}, "more secret", {}});
  chat.submit(kAnn, kAnnAndBen, DeleteMessage{Seq{1}});
  const ItemsPage page = InboxView(chat.reader).page(kBen, InboxSeq{1}, 100).value();
  EXPECT_EQ(page.items, 3U);
  EXPECT_EQ(page.frame.find("secret"), std::string::npos);
  EXPECT_TRUE(std::get<wire::MessageEvent>(items_of(page).items[0].event).deleted);
}

// A later edit is not for somebody who has left, though the item of the message is theirs.
TEST(InboxView, ShowsToWhoLeftTheMessageAsItWasThen) {
  Chat chat;
  chat.make_group(kBalcony, kAnn, {kBen});
  const Seq said = chat.say(kAnn, kBalcony, "then");
  chat.submit(kBen, kBalcony, RemoveMember{kBen});
  chat.submit(kAnn, kBalcony, EditMessage{said, "now", {}});
  const wire::Items items = items_of(InboxView(chat.reader).page(kBen, InboxSeq{1}, 100).value());
  EXPECT_EQ(std::get<wire::MessageEvent>(items.items[1].event).text, "then");
}

TEST(InboxView, EndsAPageAtItsBytesButHoldsAtLeastOneItem) {
  Chat chat;
  const std::string long_text(16'000, 'x');
  for (int i = 0; i < 20; ++i) chat.say(kAnn, kAnnAndBen, long_text);
  const ItemsPage page = InboxView(chat.reader).page(kBen, InboxSeq{1}, 100).value();
  EXPECT_GE(page.items, 1U);
  EXPECT_LT(page.items, 20U);
  EXPECT_LE(page.frame.size(), wire::kPageBytesMax + 1'024);
}

TEST(InboxView, FailsWhereTheStoreFails) {
  Chat chat;
  chat.store.fails_reads = true;
  EXPECT_EQ(InboxView(chat.reader).page(kBen, InboxSeq{1}, 1).error().code, Errc::StoreFailed);
}

}  // namespace
}  // namespace parley
