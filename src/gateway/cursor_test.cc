#include "gateway/cursor.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <deque>
#include <vector>

namespace parley {
namespace {

using PageEnd = SessionCursor::PageEnd;

TEST(SessionCursor, IsLiveWhereTheDeviceHoldsTheHead) {
  const SessionCursor live(InboxSeq{7}, InboxSeq{7});
  EXPECT_TRUE(live.is_live());
  EXPECT_EQ(live.owed(), InboxSeq{8});
  EXPECT_FALSE(live.wants_page(true));
  const SessionCursor behind(InboxSeq{3}, InboxSeq{7});
  EXPECT_FALSE(behind.is_live());
  EXPECT_EQ(behind.owed(), InboxSeq{4});
  EXPECT_TRUE(behind.wants_page(true));
  EXPECT_FALSE(behind.wants_page(false));
}

TEST(SessionCursor, TakesTheItemThatItOwesIfThereIsRoom) {
  SessionCursor cursor(InboxSeq{7}, InboxSeq{7});
  EXPECT_TRUE(cursor.take_announced(InboxSeq{8}, true));
  EXPECT_EQ(cursor.owed(), InboxSeq{9});
  EXPECT_TRUE(cursor.is_live());
  EXPECT_FALSE(cursor.take_announced(InboxSeq{9}, false));
  EXPECT_EQ(cursor.owed(), InboxSeq{9});
  EXPECT_FALSE(cursor.is_live());
}

TEST(SessionCursor, LeavesAnItemThatCameTooEarlyToAPage) {
  SessionCursor cursor(InboxSeq{7}, InboxSeq{7});
  EXPECT_FALSE(cursor.take_announced(InboxSeq{9}, true));
  EXPECT_EQ(cursor.head(), InboxSeq{9});
  EXPECT_TRUE(cursor.wants_page(true));
}

TEST(SessionCursor, IgnoresAnItemThatWasHandedOut) {
  SessionCursor cursor(InboxSeq{7}, InboxSeq{7});
  EXPECT_FALSE(cursor.take_announced(InboxSeq{7}, true));
  EXPECT_TRUE(cursor.is_live());
}

TEST(SessionCursor, ReadsOnePageAtATime) {
  SessionCursor cursor(InboxSeq{0}, InboxSeq{5});
  cursor.page_requested();
  EXPECT_FALSE(cursor.wants_page(true));
  EXPECT_EQ(cursor.take_page(3, InboxSeq{5}), PageEnd::Progress);
  EXPECT_EQ(cursor.owed(), InboxSeq{4});
  EXPECT_TRUE(cursor.wants_page(true));
}

TEST(SessionCursor, TakesNoAnnouncedItemWhileItReads) {
  SessionCursor cursor(InboxSeq{0}, InboxSeq{1});
  cursor.page_requested();
  EXPECT_FALSE(cursor.take_announced(InboxSeq{2}, true));
  EXPECT_EQ(cursor.take_page(1, InboxSeq{1}), PageEnd::Progress);
  EXPECT_FALSE(cursor.is_live());
  EXPECT_EQ(cursor.owed(), InboxSeq{2});
}

TEST(SessionCursor, TellsThatANumberIsMissingWhichMustExist) {
  SessionCursor cursor(InboxSeq{0}, InboxSeq{5});
  cursor.page_requested();
  EXPECT_EQ(cursor.take_page(0, InboxSeq{5}), PageEnd::Missing);
  EXPECT_TRUE(cursor.wants_page(true));
  EXPECT_EQ(cursor.owed(), InboxSeq{1});
}

TEST(SessionCursor, AsksAgainAfterAPageThatCouldNotBeRead) {
  SessionCursor cursor(InboxSeq{0}, InboxSeq{5});
  cursor.page_requested();
  cursor.page_failed();
  EXPECT_TRUE(cursor.wants_page(true));
}

TEST(SessionCursor, FindsAnItemWhoseHintWasLostByTheHead) {
  SessionCursor cursor(InboxSeq{5}, InboxSeq{5});
  cursor.saw_head(InboxSeq{4});
  EXPECT_TRUE(cursor.is_live());
  cursor.saw_head(InboxSeq{6});
  EXPECT_TRUE(cursor.wants_page(true));
}

TEST(SessionCursor, StartsOverAtAHeadThatMayLieBelow) {
  SessionCursor cursor(InboxSeq{50}, InboxSeq{60});
  cursor.page_requested();
  cursor.restart_at(InboxSeq{2});
  EXPECT_EQ(cursor.owed(), InboxSeq{3});
  EXPECT_TRUE(cursor.is_live());
  EXPECT_FALSE(cursor.is_reading());
}

// An inbox that grows, hints that come late, twice or never, a socket with room now and then, pages
// of any size that were read a while ago or fail.
RC_GTEST_PROP(SessionCursor, GivesEveryItemOnceInOrder, ()) {
  const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 12));
  std::uint64_t head = *rc::gen::inRange<std::uint64_t>(0, 5);
  const std::uint64_t held = *rc::gen::inRange<std::uint64_t>(0, head + 1);
  SessionCursor cursor(InboxSeq{held}, InboxSeq{head});
  std::uint64_t given = held;
  bool has_room = true;
  std::deque<InboxSeq> hints;
  std::uint64_t head_of_page = 0;  // As it was when the page under way was read.
  const auto announce = [&](InboxSeq item) {
    if (!cursor.take_announced(item, has_room)) return;
    RC_ASSERT(has_room);
    RC_ASSERT(to_number(item) == ++given);
  };
  const auto end_page = [&](std::uint64_t most) {
    const std::uint64_t items = std::min(most, head_of_page - std::min(head_of_page, given));
    RC_ASSERT(to_number(cursor.owed()) == given + 1);
    given += items;
    cursor.take_page(items, InboxSeq{head_of_page});
  };
  for (const int step : steps) {
    switch (step) {
      case 0:
      case 1:
      case 2: hints.push_back(InboxSeq{++head}); break;
      case 3:
      case 4:
        if (!hints.empty()) announce(hints.front());
        break;  // And it stays: a hint may come twice.
      case 5:
      case 6:
        if (!hints.empty()) hints.pop_front();
        break;  // Also unheard: a hint may be lost.
      case 7: has_room = !has_room; break;
      case 8: cursor.saw_head(InboxSeq{head}); break;
      case 9:
        if (cursor.is_reading()) cursor.page_failed();
        break;
      default:
        if (cursor.is_reading()) {
          end_page(static_cast<std::uint64_t>(step - 9));
        } else if (cursor.wants_page(has_room)) {
          cursor.page_requested();
          head_of_page = head;
        }
    }
    RC_ASSERT(to_number(cursor.owed()) == given + 1);
    RC_ASSERT(given <= head);
  }
  // Whatever happened, room and a look at the head bring everything.
  cursor.saw_head(InboxSeq{head});
  head_of_page = head;
  if (cursor.is_reading()) end_page(2);
  while (cursor.wants_page(true)) {
    cursor.page_requested();
    end_page(2);
  }
  RC_ASSERT(given == head);
  RC_ASSERT(cursor.is_live());
}

}  // namespace
}  // namespace parley
