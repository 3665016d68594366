// What one person finds, and what they must not.
#include "search/search_service.h"

#include <gtest/gtest.h>

#include "search/test_search.h"

namespace parley {
namespace {

using Places = std::vector<std::string>;

class SearchServiceTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(world.searching->settle()); }

  Places search(UserId user, std::string_view query) {
    EXPECT_TRUE(world.searching->settle());
    return world.search(user, query);
  }
  std::string in_direct(Seq seq) { return SearchWorld::place(kAnnAndBen, seq); }
  std::string in_group(Seq seq) { return SearchWorld::place(kBalcony, seq); }

  SearchWorld world;
};

TEST_F(SearchServiceTest, BothSidesFindTheNewestFirstAndNobodyElseDoes) {
  const Seq first = world.say(kAnn, kAnnAndBen, "Wherefore art thou Romeo?");
  const Seq second = world.say(kBen, kAnnAndBen, "romeo, ROMEO!");
  world.say(kCleo, ConversationId::of(kCleo, kDan), "Romeo is elsewhere");
  EXPECT_EQ(search(kAnn, "rome"), (Places{in_direct(second), in_direct(first)}));
  EXPECT_EQ(search(kBen, "wherefore romeo"), Places{in_direct(first)});
  EXPECT_EQ(search(kCleo, "romeo").size(), 1u);
}

TEST_F(SearchServiceTest, OneConversationAloneCanBeSearched) {
  const Seq here = world.say(kAnn, kAnnAndBen, "tea");
  world.say(kAnn, ConversationId::of(kAnn, kCleo), "tea");
  ASSERT_TRUE(world.searching->settle());
  EXPECT_EQ(world.search(kAnn, "tea", kAnnAndBen), Places{in_direct(here)});
  EXPECT_EQ(world.search(kCleo, "tea", kAnnAndBen), Places{"not_found"});
}

TEST_F(SearchServiceTest, PagesHoldEveryMessageOnce) {
  Places wanted;
  for (int i = 0; i < 23; ++i) {
    wanted.insert(wanted.begin(), in_direct(world.say(kAnn, kAnnAndBen, "tick tock")));
  }
  ASSERT_TRUE(world.searching->settle());
  for (const std::size_t limit : {1u, 5u, 22u, 23u, 24u}) {
    EXPECT_EQ(world.search(kBen, "tick", std::nullopt, limit), wanted) << limit;
  }
  const auto page = world.searching->service.search(kAnn, {"tick", {}, {}, 23}).value();
  EXPECT_FALSE(page.next.has_value());
}

TEST_F(SearchServiceTest, WhatOthersSayOftenIsFoundInARareConversation) {
  const Seq first = world.say(kAnn, kAnnAndBen, "a common word");
  const Seq second = world.say(kBen, kAnnAndBen, "another common word");
  for (int i = 0; i < 2'100; ++i) world.say(kCleo, ConversationId::of(kCleo, kDan), "common");
  ASSERT_TRUE(world.searching->settle());
  EXPECT_EQ(world.search(kAnn, "common"), (Places{in_direct(second), in_direct(first)}));
  EXPECT_EQ(world.search(kAnn, "comm", std::nullopt, 1),
            (Places{in_direct(second), in_direct(first)}));
}

TEST_F(SearchServiceTest, APageMayEndWithNewMessagesComingIn) {
  for (int i = 0; i < 4; ++i) world.say(kAnn, kAnnAndBen, "tick");
  ASSERT_TRUE(world.searching->settle());
  const auto first = world.searching->service.search(kAnn, {"tick", {}, {}, 2}).value();
  world.say(kAnn, kAnnAndBen, "tick");
  ASSERT_TRUE(world.searching->settle());
  const auto second = world.searching->service.search(kAnn, {"tick", {}, first.next, 2}).value();
  ASSERT_EQ(second.messages.size(), 2u);
  EXPECT_EQ(second.messages[0].event.seq, Seq{2});
}

TEST_F(SearchServiceTest, AMarkThatIsNoneIsRefused) {
  for (const std::string_view mark : {"", "x", "-1", "99999999999999999999", "1.5"}) {
    const auto page = world.searching->service.search(kAnn, {"a", {}, mark, 5});
    ASSERT_FALSE(page.has_value());
    EXPECT_EQ(page.error().code, Errc::BadRequest) << mark;
    EXPECT_EQ(world.searching->service.mentions(kAnn, mark, 5).error().code, Errc::BadRequest);
  }
}

TEST_F(SearchServiceTest, AnEditedMessageIsFoundByItsNewestText) {
  const Seq seq = world.say(kAnn, kAnnAndBen, "meet me at noon");
  EXPECT_EQ(search(kBen, "noon"), Places{in_direct(seq)});
  world.submit(kAnn, kAnnAndBen, EditMessage{seq, "meet me at midnight", {}});
  EXPECT_EQ(search(kBen, "noon"), Places{});
  EXPECT_EQ(search(kBen, "midnight"), Places{in_direct(seq)});
}

TEST_F(SearchServiceTest, ADeletedMessageIsFoundNoMore) {
  const Seq seq = world.say(kAnn, kAnnAndBen, "a secret for @ben", {kBen});
  EXPECT_EQ(search(kBen, "secret"), Places{in_direct(seq)});
  world.submit(kAnn, kAnnAndBen, DeleteMessage{seq});
  EXPECT_EQ(world.search(kBen, "secret"), Places{});  // Also before the index hears of it.
  EXPECT_EQ(search(kBen, "secret"), Places{});
  EXPECT_EQ(world.mentions(kBen), Places{});
}

TEST_F(SearchServiceTest, OnlyWhatLiesInOnesIntervalsIsFound) {
  world.chat.make_group(kBalcony, kAnn, {kBen});
  world.log.resize(world.chat.position, InboxCommand{kAnn, {}, DevicesItem{}});
  const Seq before = world.say(kAnn, kBalcony, "rose before");
  world.submit(kAnn, kBalcony, PutMember{kCleo, std::nullopt});
  const Seq during = world.say(kAnn, kBalcony, "rose during");
  world.submit(kAnn, kBalcony, RemoveMember{kCleo});
  const Seq after = world.say(kAnn, kBalcony, "rose after");
  world.submit(kAnn, kBalcony, EditMessage{during, "rose during, again", {}});
  EXPECT_EQ(search(kBen, "rose"), (Places{in_group(after), in_group(during), in_group(before)}));
  EXPECT_EQ(search(kCleo, "rose"), Places{in_group(during)});
  EXPECT_EQ(search(kCleo, "again"), Places{});
  EXPECT_EQ(search(kDan, "rose"), Places{});
}

TEST_F(SearchServiceTest, WhatWasClearedIsFoundNoMoreByWhoClearedIt) {
  const Seq old = world.say(kAnn, kAnnAndBen, "old news, @ann", {kAnn});
  PreferencesChange change;
  change.cleared_through = std::optional(old);
  world.apply(InboxCommand{kAnn, kAnnAndBen, change});
  const Seq fresh = world.say(kBen, kAnnAndBen, "fresh news");
  EXPECT_EQ(search(kAnn, "news"), Places{in_direct(fresh)});
  EXPECT_EQ(search(kBen, "news"), (Places{in_direct(fresh), in_direct(old)}));
  EXPECT_EQ(world.mentions(kAnn), Places{});
}

TEST_F(SearchServiceTest, MentionsAreThoseOfTheTextAsItIsNow) {
  const Seq first = world.say(kAnn, kAnnAndBen, "hi @ben", {kBen});
  const Seq second = world.say(kAnn, kAnnAndBen, "hi again @ben", {kBen});
  world.say(kBen, kAnnAndBen, "hi @ann", {kAnn});
  ASSERT_TRUE(world.searching->settle());
  EXPECT_EQ(world.mentions(kBen), (Places{in_direct(second), in_direct(first)}));
  EXPECT_EQ(world.mentions(kBen, 1), (Places{in_direct(second), in_direct(first)}));
  world.submit(kAnn, kAnnAndBen, EditMessage{second, "hi again", {}});
  EXPECT_EQ(world.mentions(kBen), Places{in_direct(first)});
  ASSERT_TRUE(world.searching->settle());
  EXPECT_EQ(world.mentions(kBen), Places{in_direct(first)});
}

TEST_F(SearchServiceTest, ALongTextIsSearchedWholeAndHighlightedWhereItIsShown) {
  std::string text = "needle ";
  while (text.size() < 40'000) text += "hay ";
  const Seq seq = world.say(kAnn, kAnnAndBen, text + "thread");
  ASSERT_TRUE(world.searching->settle());
  const auto page = world.searching->service.search(kBen, {"needle thread", {}, {}, 5}).value();
  ASSERT_EQ(page.messages.size(), 1u);
  EXPECT_EQ(page.messages[0].event.seq, seq);
  EXPECT_TRUE(page.messages[0].event.truncated);
  EXPECT_EQ(page.messages[0].highlights, (std::vector<wire::Highlight>{{0, 6}}));
}

TEST_F(SearchServiceTest, ABrokenIndexAnswersStoreFailedAndComesBack) {
  const Seq seq = world.say(kAnn, kAnnAndBen, "hello");
  world.searching->index.fails_all = true;
  EXPECT_FALSE(world.searching->settle());
  EXPECT_EQ(world.search(kAnn, "hello"), Places{"store_failed"});
  world.searching->index.fails_all = false;
  EXPECT_EQ(search(kAnn, "hello"), Places{in_direct(seq)});
}

}  // namespace
}  // namespace parley
