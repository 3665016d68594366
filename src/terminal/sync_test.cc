#include "terminal/sync.h"

#include <gtest/gtest.h>

#include "terminal/book.h"
#include "terminal/fake_events.h"
#include "terminal/profile_store_memory.h"

namespace parley::terminal {
namespace {

// Romeo's device, as a Link would drive it.
class SyncTest : public testing::Test {
 protected:
  SyncTest() { EXPECT_TRUE(book.commit(romeo_at_10())); }

  Step apply(std::vector<wire::Item> items) {
    auto step =
        apply_items(book.profile(), store, {Incarnation{1}, std::move(items), InboxSeq{99}});
    EXPECT_TRUE(book.commit(step->changes));
    return std::move(*step);
  }
  std::uint64_t cursor() const { return to_number(book.profile().cursor->inbox_seq); }
  const Chat& chat(ConversationId id) const { return book.profile().chats.at(id); }
  wire::MessageEvent message(std::uint64_t seq) const {
    return std::get<wire::MessageEvent>(*store.event({kDirect, Seq{seq}}).value());
  }

  ProfileStoreMemory store;
  Book book{store, {}};
};

TEST_F(SyncTest, ItemsAreAppliedInTheirOrderAndMoveTheCursor) {
  const Step step = apply({item_of(11, kDirect, message_of(1, kJuliet, "Ay me!")),
                           item_of(12, kDirect, message_of(2, kJuliet, "O Romeo"))});
  EXPECT_FALSE(step.has_gap);
  EXPECT_EQ(step.happenings.size(), 2U);
  EXPECT_EQ(cursor(), 12U);
  EXPECT_EQ(message(2).text, "O Romeo");
}

TEST_F(SyncTest, AnItemThatIsHeldAlreadyIsPassedOver) {
  apply({item_of(11, kDirect, message_of(1, kJuliet, "a"))});
  const Step again = apply({item_of(11, kDirect, message_of(1, kJuliet, "a")),
                            item_of(12, kDirect, message_of(2, kJuliet, "b"))});
  EXPECT_EQ(again.happenings.size(), 1U);
  EXPECT_EQ(chat(kDirect).unread, 2U);
  EXPECT_EQ(cursor(), 12U);
}

TEST_F(SyncTest, AHoleStopsTheStepAndWhatCameBeforeItStands) {
  const Step step = apply({item_of(11, kDirect, message_of(1, kJuliet, "a")),
                           item_of(13, kDirect, message_of(3, kJuliet, "c"))});
  EXPECT_TRUE(step.has_gap);
  EXPECT_EQ(cursor(), 11U);
  EXPECT_EQ(store.event({kDirect, Seq{3}}).value(), std::nullopt);
}

TEST_F(SyncTest, ItemsOfAnotherIncarnationAreNotApplied) {
  const auto step = apply_items(
      book.profile(), store,
      {Incarnation{2}, {item_of(11, kDirect, message_of(1, kJuliet, "a"))}, InboxSeq{11}});
  EXPECT_TRUE(step->has_gap);
  EXPECT_EQ(step->changes.cursor->inbox_seq, InboxSeq{10});
}

TEST_F(SyncTest, AnUnknownKindIsStoredAndPassed) {
  apply({item_of(11, kDirect, wire::UnknownEvent{"poll", R"({"kind":"poll"})"}),
         item_of(12, kDirect, message_of(1, kJuliet, "a"))});
  EXPECT_EQ(cursor(), 12U);
  ASSERT_EQ(store.unknown().size(), 1U);
  EXPECT_EQ(store.unknown()[0].inbox_seq, InboxSeq{11});
}

TEST_F(SyncTest, AnnotationsAreFoldedIntoTheirMessage) {
  const Step step = apply({item_of(11, kDirect, message_of(1, kJuliet, "a")),
                           item_of(12, kDirect, edit_of(2, 1, "b")),
                           item_of(13, kDirect, reaction_of(3, 1, true))});
  EXPECT_EQ(step.happenings.size(), 3U);
  EXPECT_EQ(message(1).text, "b");
  EXPECT_EQ(message(1).revision, Seq{3});
  ASSERT_EQ(message(1).reactions.size(), 1U);
  apply({item_of(14, kDirect, reaction_of(4, 1, false)), item_of(15, kDirect, deletion_of(5, 1))});
  EXPECT_TRUE(message(1).deleted);
  EXPECT_EQ(message(1).text, "");
}

TEST_F(SyncTest, AnAnnotationThatTheMessageHadAlreadyChangesNothing) {
  auto later = message_of(1, kJuliet, "newest");
  later.revision = Seq{3};
  const Step step = apply({item_of(11, kDirect, later), item_of(12, kDirect, edit_of(2, 1, "old")),
                           item_of(13, kDirect, edit_of(3, 1, "newest"))});
  EXPECT_EQ(step.happenings.size(), 1U);
  EXPECT_EQ(message(1).text, "newest");
}

TEST_F(SyncTest, UnreadCountsOthersAndEndsWithOnesOwn) {
  apply({item_of(11, kDirect, message_of(1, kJuliet, "a")),
         item_of(12, kDirect, message_of(2, kJuliet, "b"))});
  EXPECT_EQ(chat(kDirect).unread, 2U);
  apply({item_of(13, kDirect, wire::ReadEvent{.through = Seq{1}, .unread = 1})});
  EXPECT_EQ(chat(kDirect).unread, 1U);
  apply({item_of(14, kDirect, message_of(3, kRomeo, "c"))});
  EXPECT_EQ(chat(kDirect).unread, 0U);
  EXPECT_EQ(chat(kDirect).read, Seq{3});
}

TEST_F(SyncTest, AReadMarkerOnlyMovesForward) {
  apply({item_of(11, kDirect, wire::ReadEvent{.through = Seq{5}, .unread = 0}),
         item_of(12, kDirect, wire::ReadEvent{.through = Seq{3}, .unread = 2})});
  EXPECT_EQ(chat(kDirect).read, Seq{5});
  EXPECT_EQ(chat(kDirect).unread, 0U);
}

TEST_F(SyncTest, OnesOwnItemEndsItsRowInTheOutbox) {
  Changes typed;
  typed.outbox[1] = {.position = 1, .conversation = kDirect, .text = "a", .id = id_of(1)};
  typed.outbox[2] = {.position = 2, .conversation = kDirect, .text = "b", .id = id_of(2)};
  ASSERT_TRUE(book.commit(typed));
  apply({item_of(11, kDirect, message_of(1, kRomeo, "a"))});
  EXPECT_FALSE(book.profile().outbox.contains(1));
  EXPECT_TRUE(book.profile().outbox.contains(2));
}

TEST_F(SyncTest, ARefusalFailsItsRowAndIsShownOnce) {
  Changes typed;
  typed.outbox[1] = {.position = 1, .conversation = kDirect, .text = "a", .id = id_of(1)};
  ASSERT_TRUE(book.commit(typed));
  const wire::RejectedEvent rejected{id_of(1), Errc::CannotMessage};
  const Step step = apply({item_of(11, kDirect, rejected), item_of(12, kDirect, rejected)});
  EXPECT_EQ(book.profile().outbox.at(1).state, OutboxState::Failed);
  ASSERT_GE(step.happenings.size(), 1U);
  EXPECT_EQ(step.happenings[0].about->text, "a");
  EXPECT_TRUE(apply({item_of(13, kDirect, rejected)}).happenings.empty());
}

TEST_F(SyncTest, LeavingAGroupIsRemembered) {
  wire::MembersEvent left = members_of(4, kRomeo);
  left.removed = {kRomeo};
  apply({item_of(11, kGroup, left)});
  EXPECT_TRUE(chat(kGroup).has_left);
}

TEST_F(SyncTest, AResyncKeepsWhatWaitsAndForgetsWhereHistoryIsWhole) {
  apply({item_of(11, kDirect, message_of(1, kJuliet, "a"))});
  Changes typed;
  typed.outbox[1] = {.position = 1, .conversation = kDirect, .text = "waits"};
  typed.outbox[2] = {.position = 2,
                     .conversation = kDirect,
                     .text = "was accepted",
                     .id = id_of(2),
                     .state = OutboxState::Accepted};
  ASSERT_TRUE(book.commit(typed));
  wire::Conversations listed;
  auto& group = listed.conversations.emplace_back();
  group.conversation = kGroup;
  group.title = "verona";
  const Cursor head{Incarnation{1}, InboxSeq{500}};
  ASSERT_TRUE(book.commit(start_at(book.profile(), head, false, listed)));
  EXPECT_EQ(book.profile().cursor, head);
  EXPECT_EQ(chat(kGroup).title, "verona");
  EXPECT_EQ(chat(kDirect).held_from, std::nullopt);
  EXPECT_TRUE(book.profile().outbox.contains(1));
  EXPECT_FALSE(book.profile().outbox.contains(2));
  EXPECT_NE(store.event({kDirect, Seq{1}}).value(), std::nullopt);
}

TEST_F(SyncTest, AChangedIncarnationForgetsStoredEvents) {
  apply({item_of(11, kDirect, message_of(1, kJuliet, "a"))});
  ASSERT_TRUE(book.commit(start_at(book.profile(), {Incarnation{2}, InboxSeq{3}}, true, {})));
  EXPECT_EQ(store.event({kDirect, Seq{1}}).value(), std::nullopt);
  EXPECT_TRUE(book.profile().chats.empty());
}

TEST_F(SyncTest, WhatTheListKnewIsNotCountedTwice) {
  wire::Conversations listed;
  auto& direct = listed.conversations.emplace_back();
  direct.conversation = kDirect;
  direct.last_message = message_of(4, kJuliet, "d");
  direct.unread = 3;
  ASSERT_TRUE(book.commit(start_at(book.profile(), {Incarnation{1}, InboxSeq{10}}, false, listed)));
  apply({item_of(11, kDirect, message_of(4, kJuliet, "d")),
         item_of(12, kDirect, message_of(5, kJuliet, "e"))});
  EXPECT_EQ(chat(kDirect).unread, 4U);
}

TEST_F(SyncTest, HistoryThatJoinsMakesTheStoreWholeFromThere) {
  apply({item_of(11, kDirect, message_of(9, kJuliet, "i"))});
  EXPECT_EQ(chat(kDirect).held_from, Seq{9});
  wire::EventPage page{.events = {message_of(7, kJuliet, "g"), message_of(8, kJuliet, "h")},
                       .range = wire::Range{Seq{7}, Seq{8}},
                       .has_more = true};
  ASSERT_TRUE(book.commit(*apply_history(book.profile(), store, kDirect, Seq{9}, page)));
  EXPECT_EQ(chat(kDirect).held_from, Seq{7});
  page = {.events = {message_of(1, kJuliet, "a")}, .range = wire::Range{Seq{1}, Seq{1}}};
  ASSERT_TRUE(book.commit(*apply_history(book.profile(), store, kDirect, Seq{3}, page)));
  EXPECT_EQ(chat(kDirect).held_from, Seq{7}) << "between 3 and 7 nothing is known";
}

TEST_F(SyncTest, OlderHistoryDoesNotUndoAnEdit) {
  apply({item_of(11, kDirect, message_of(1, kJuliet, "a")),
         item_of(12, kDirect, edit_of(2, 1, "b"))});
  const wire::EventPage page{.events = {message_of(1, kJuliet, "a")},
                             .range = wire::Range{Seq{1}, Seq{1}}};
  ASSERT_TRUE(book.commit(*apply_history(book.profile(), store, kDirect, std::nullopt, page)));
  EXPECT_EQ(message(1).text, "b");
}

TEST_F(SyncTest, StrangersAreThoseWhomTheProfileDoesNotKnow) {
  const std::vector<wire::Event> events = {message_of(1, kJuliet, "a"),
                                           message_of(2, UserId{77}, "b")};
  EXPECT_EQ(strangers_in(book.profile(), events), std::vector{UserId{77}});
}

TEST_F(SyncTest, MarkingAsReadTwiceChangesNothingTheSecondTime) {
  apply({item_of(11, kDirect, message_of(1, kJuliet, "a"))});
  ASSERT_TRUE(book.commit(mark_read(chat(kDirect))));
  EXPECT_EQ(chat(kDirect).read_wanted, Seq{1});
  EXPECT_TRUE(mark_read(chat(kDirect)).chats.empty());
}

}  // namespace
}  // namespace parley::terminal
