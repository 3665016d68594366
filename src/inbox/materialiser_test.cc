#include "inbox/materialiser.h"

#include <gtest/gtest.h>

namespace parley {
namespace {

constexpr UserId kMe{11};
constexpr UserId kBen{12};
constexpr ConversationId kBalcony{0, 900};

// An inbox of kMe, and the events of one conversation that come to it.
struct Inbox {
  std::optional<Item> take(const Event& event) {
    return place(rows, cause(), kMe, kBalcony, event);
  }
  Cause cause() { return {.position = Position{++position}, .at = now}; }

  std::optional<Item> take(std::uint64_t seq, UserId sender, EventBody body) {
    if (std::holds_alternative<Message>(body)) ++ordinal;
    return take(Event{.seq = Seq{seq},
                      .ordinal = Ordinal{ordinal},
                      .sender = sender,
                      .sent_at = TimeMs{1'000 + static_cast<std::int64_t>(seq)},
                      .client_message_id = {},
                      .body = std::move(body)});
  }
  std::optional<Item> read(std::uint64_t through) {
    const Seq marker = clamped_read(rows.conversation, Seq{through});
    return place_read(rows, cause(), kBalcony, Seq{through}, Ordinal{to_number(marker)});
  }
  const InboxConversation& row() const { return rows.conversation; }

  InboxRows rows{};
  std::uint64_t position = 0;
  std::uint64_t ordinal = 0;
  TimeMs now{86'400'000 * 20'000LL};
};

Message saying(std::vector<UserId> mentions = {}) {
  return {.text = {.text = "hello", .length = 0}, .reply_to = {}, .mentions = std::move(mentions)};
}
Edit editing(std::uint64_t target, std::vector<UserId> mentions) {
  return {.target = Seq{target}, .text = {}, .mentions = std::move(mentions)};
}
MembersChanged adding(UserId user) { return {.added = {user}, .removed = {}, .roles = {}}; }
MembersChanged removing(UserId user) { return {.added = {}, .removed = {user}, .roles = {}}; }

TEST(Placing, NumbersItemsWithoutAGap) {
  Inbox inbox;
  EXPECT_EQ(inbox.take(1, kBen, saying()), (Item{InboxSeq{1}, kBalcony, EventItem{Seq{1}}}));
  EXPECT_EQ(inbox.take(7, kBen, saying()), (Item{InboxSeq{2}, kBalcony, EventItem{Seq{7}}}));
  EXPECT_EQ(inbox.rows.head.head, InboxSeq{2});
}

TEST(Placing, DropsWhatWasPlacedBefore) {
  Inbox inbox;
  inbox.take(1, kBen, saying());
  const InboxRows before = inbox.rows;
  inbox.position = 0;
  EXPECT_EQ(inbox.take(1, kBen, saying()), std::nullopt);
  EXPECT_EQ(inbox.rows.head, before.head);
  EXPECT_EQ(inbox.rows.conversation, before.conversation);
}

TEST(Placing, AdvancesTheDayOfTheHead) {
  Inbox inbox;
  inbox.take(1, kBen, saying());
  EXPECT_EQ(inbox.rows.head.day, 20'000);
}

TEST(Placing, ListsByMessagesAndMembershipAndNothingElse) {
  Inbox inbox;
  inbox.take(1, kBen, Created{.title = "Balcony", .members = {kMe, kBen}});
  EXPECT_EQ(inbox.row().last_listed, Seq{1});
  inbox.take(2, kBen, saying());
  EXPECT_EQ(inbox.row().last_listed, Seq{2});
  inbox.take(3, kBen, editing(2, {}));
  inbox.take(4, kBen, Reaction{.target = Seq{2}, .emoji = "👍", .on = true});
  inbox.take(5, kBen, SettingsChanged{.title = "Roof", .history = {}});
  inbox.take(6, kBen, Deletion{.target = Seq{2}});
  EXPECT_EQ(inbox.row().last_listed, Seq{2});
  EXPECT_EQ(inbox.row().last_listed_at, TimeMs{1'002});
  EXPECT_EQ(inbox.row().last_seq, Seq{6});
  inbox.take(7, kBen, adding(UserId{13}));
  EXPECT_EQ(inbox.row().last_listed, Seq{7});
  EXPECT_EQ(inbox.row().last_message, Seq{2});
}

TEST(Unread, CountsTheMessagesOfOthers) {
  Inbox inbox;
  inbox.take(1, kBen, saying());
  inbox.take(2, kBen, saying());
  EXPECT_EQ(inbox.row().unread(), 2U);
}

TEST(Unread, IsNotChangedByEditsReactionsOrDeletions) {
  Inbox inbox;
  inbox.take(1, kBen, saying());
  inbox.take(2, kBen, editing(1, {}));
  inbox.take(3, kBen, Reaction{.target = Seq{1}, .emoji = "👍", .on = true});
  inbox.take(4, kBen, Deletion{.target = Seq{1}});
  EXPECT_EQ(inbox.row().unread(), 1U);
}

TEST(Unread, IsNothingAfterSending) {
  Inbox inbox;
  inbox.take(1, kBen, saying({kMe}));
  inbox.take(2, kMe, saying());
  EXPECT_EQ(inbox.row().unread(), 0U);
  EXPECT_EQ(inbox.row().read, Seq{2});
  EXPECT_TRUE(inbox.row().mentions.empty());
}

TEST(Unread, BeginsAtTheJoin) {
  Inbox inbox;
  inbox.ordinal = 40;
  inbox.take(50, kBen, adding(kMe));
  EXPECT_EQ(inbox.row().unread(), 0U);
  EXPECT_EQ(inbox.row().read, Seq{50});
  inbox.take(51, kBen, saying());
  EXPECT_EQ(inbox.row().unread(), 1U);
}

TEST(Unread, DoesNotCountWhatWasSaidWhileOneWasOut) {
  Inbox inbox;
  inbox.take(1, kBen, saying());
  inbox.take(2, kBen, removing(kMe));
  EXPECT_EQ(inbox.row().left_at, Seq{2});
  inbox.ordinal = 40;
  inbox.take(50, kBen, adding(kMe));
  EXPECT_EQ(inbox.row().left_at, Seq{});
  EXPECT_EQ(inbox.row().unread(), 0U);
}

TEST(Unread, OfTheFirstEventOfAGroupIsNothing) {
  Inbox inbox;
  inbox.take(1, kBen, Created{.title = "Balcony", .members = {kMe, kBen}});
  EXPECT_EQ(inbox.row().read, Seq{1});
  EXPECT_EQ(inbox.row().unread(), 0U);
}

TEST(Mentions, AreTheUnreadMessagesThatNameMe) {
  Inbox inbox;
  inbox.take(1, kBen, saying({kMe}));
  inbox.take(2, kBen, saying({kBen}));
  inbox.take(3, kBen, saying({kBen, kMe}));
  EXPECT_EQ(inbox.row().mentions, (std::vector{Seq{1}, Seq{3}}));
  inbox.read(2);
  EXPECT_EQ(inbox.row().mentions, std::vector{Seq{3}});
}

TEST(Mentions, OfMyselfDoNotCount) {
  Inbox inbox;
  inbox.take(1, kMe, saying({kMe}));
  inbox.take(2, kMe, editing(1, {kMe}));
  EXPECT_TRUE(inbox.row().mentions.empty());
}

TEST(Mentions, FollowTheEdits) {
  Inbox inbox;
  inbox.take(1, kBen, saying());
  inbox.take(2, kBen, saying({kMe}));
  inbox.take(3, kBen, editing(1, {kMe}));
  EXPECT_EQ(inbox.row().mentions, (std::vector{Seq{1}, Seq{2}}));
  inbox.take(4, kBen, editing(1, {kMe}));
  EXPECT_EQ(inbox.row().mentions, (std::vector{Seq{1}, Seq{2}})) << "named twice is named once";
  inbox.take(5, kBen, editing(2, {}));
  EXPECT_EQ(inbox.row().mentions, std::vector{Seq{1}});
}

TEST(Mentions, OfAReadMessageStayRead) {
  Inbox inbox;
  inbox.take(1, kBen, saying());
  inbox.read(1);
  inbox.take(2, kBen, editing(1, {kMe}));
  EXPECT_TRUE(inbox.row().mentions.empty());
}

TEST(Mentions, GoWithTheirMessage) {
  Inbox inbox;
  inbox.take(1, kBen, saying({kMe}));
  inbox.take(2, kBen, Deletion{.target = Seq{1}});
  EXPECT_TRUE(inbox.row().mentions.empty());
}

TEST(Mentions, AreCountedUpToAThousand) {
  Inbox inbox;
  for (std::uint64_t seq = 1; seq <= kUnreadMentionsMax + 5; ++seq) {
    inbox.take(seq, kBen, saying({kMe}));
  }
  EXPECT_EQ(inbox.row().mentions.size(), kUnreadMentionsMax);
}

TEST(Reading, MovesTheMarkerForwardOnly) {
  Inbox inbox;
  for (std::uint64_t seq = 1; seq <= 3; ++seq) inbox.take(seq, kBen, saying());
  EXPECT_EQ(inbox.read(2), (Item{InboxSeq{4}, kBalcony, ReadItem{Seq{2}, 1}}));
  EXPECT_EQ(inbox.read(1), std::nullopt);
  EXPECT_EQ(inbox.read(2), std::nullopt) << "repeated until the item is seen";
  EXPECT_EQ(inbox.rows.head.head, InboxSeq{4});
  EXPECT_EQ(inbox.row().read, Seq{2});
}

TEST(Reading, IsClampedToWhatIsThere) {
  Inbox inbox;
  inbox.take(1, kBen, saying());
  EXPECT_EQ(inbox.read(900)->body, ItemBody(ReadItem{Seq{1}, 0}));
  Inbox empty;
  EXPECT_EQ(empty.read(900), std::nullopt);
}

TEST(Reading, LeavesTheMarkOfUnreadToItsOwnChange) {
  Inbox inbox;
  inbox.take(1, kBen, saying());
  place_preferences(inbox.rows, inbox.cause(), kBalcony, {.marked_unread = true});
  EXPECT_EQ(inbox.row().unread(), 1U) << "the mark never changes the count";
  EXPECT_EQ(inbox.read(1)->body, ItemBody(ReadItem{Seq{1}, 0}));
  EXPECT_TRUE(inbox.row().preferences.marked_unread);
}

TEST(ChangingPreferences, MakesAnItemWithTheWholeObject) {
  Inbox inbox;
  const TimeMs evening{5'000};
  const auto item = place_preferences(inbox.rows, inbox.cause(), kBalcony,
                                      {.notify = Notify::None, .muted_until = evening});
  Preferences expected;
  expected.version = 1;
  expected.notify = Notify::None;
  expected.muted_until = evening;
  EXPECT_EQ(item, (Item{InboxSeq{1}, kBalcony, PreferencesItem{expected}}));
  EXPECT_EQ(inbox.row().preferences, expected);
}

TEST(ChangingPreferences, KeepsWhatIsAbsentAndRemovesWhatHoldsNothing) {
  Inbox inbox;
  place_preferences(inbox.rows, inbox.cause(), kBalcony,
                    {.notify = Notify::None, .archived = true});
  PreferencesChange change;
  change.notify.emplace();
  place_preferences(inbox.rows, inbox.cause(), kBalcony, change);
  EXPECT_EQ(inbox.row().preferences.notify, std::nullopt);
  EXPECT_TRUE(inbox.row().preferences.archived);
  EXPECT_EQ(inbox.row().preferences.version, 2U);
}

TEST(ChangingPreferences, MovesClearedThroughForwardOnlyAndNotBeyondTheEnd) {
  Inbox inbox;
  const auto clear = [&](std::optional<Seq> through) {
    PreferencesChange change;
    change.cleared_through.emplace(through);
    place_preferences(inbox.rows, inbox.cause(), kBalcony, change);
    return inbox.row().preferences.cleared_through;
  };
  EXPECT_EQ(clear(Seq{5}), std::nullopt) << "there is nothing to clear";
  for (std::uint64_t seq = 1; seq <= 7; ++seq) inbox.take(seq, kBen, saying());
  EXPECT_EQ(clear(Seq{5}), Seq{5});
  EXPECT_EQ(clear(Seq{3}), Seq{5});
  EXPECT_EQ(clear(std::nullopt), Seq{5});
  EXPECT_EQ(clear(Seq{1ULL << 52}), Seq{7});
}

TEST(ChangingPreferences, ToWhatTheyAreChangesNothing) {
  Inbox inbox;
  place_preferences(inbox.rows, inbox.cause(), kBalcony, {.archived = true});
  EXPECT_EQ(place_preferences(inbox.rows, inbox.cause(), kBalcony, {.archived = true}),
            std::nullopt);
  EXPECT_EQ(inbox.rows.head.head, InboxSeq{1});
}

TEST(Placing, TakesRejectionsAndInvitationsWithoutTouchingTheMarkers) {
  Inbox inbox;
  const RejectedItem rejected{.client_message_id = {}, .code = Errc::Forbidden};
  const InvitationItem invitation{.by = kBen, .title = "Balcony"};
  EXPECT_EQ(place_rejected(inbox.rows, inbox.cause(), kBalcony, rejected),
            (Item{InboxSeq{1}, kBalcony, rejected}));
  EXPECT_EQ(place_invitation(inbox.rows, inbox.cause(), kBalcony, invitation),
            (Item{InboxSeq{2}, kBalcony, invitation}));
  InboxConversation expected;
  expected.cause = Position{2};
  EXPECT_EQ(inbox.row(), expected);
}

TEST(Placing, TakesItemsOfNoConversation) {
  Inbox inbox;
  const Cause cause = inbox.cause();
  EXPECT_EQ(place_own(inbox.rows, cause, DevicesItem{}),
            (Item{InboxSeq{1}, ConversationId{}, DevicesItem{}}));
  EXPECT_EQ(place_own(inbox.rows, cause, DevicesItem{}), std::nullopt);
}

struct FloorTest : testing::Test {
  // Ten items on `day`.
  void busy_day(std::int64_t day) {
    begin_day(head, days, TimeMs{day * 86'400'000 + 5});
    head.head = InboxSeq{to_number(head.head) + 10};
    head.day = day;
  }
  InboxHead head;
  InboxDays days;
};
using Floor = FloorTest;

TEST_F(Floor, StaysForNinetyDays) {
  busy_day(1'000);
  busy_day(1'000 + kInboxDaysMax);
  EXPECT_EQ(head.floor, InboxSeq{0}) << "items of the ninetieth day before are kept";
}

TEST_F(Floor, MovesToTheHeadOfNinetyDaysBefore) {
  busy_day(1'000);
  busy_day(1'001);
  busy_day(1'001 + kInboxDaysMax);
  EXPECT_EQ(head.floor, InboxSeq{10});
}

TEST_F(Floor, MovesOverAllAfterALongSilence) {
  busy_day(1'000);
  busy_day(5'000);
  EXPECT_EQ(head.floor, InboxSeq{10});
  EXPECT_EQ(days.marks.size(), 1U);
}

TEST_F(Floor, IsMovedOnceADay) {
  busy_day(1'000);
  EXPECT_FALSE(begin_day(head, days, TimeMs{1'000LL * 86'400'000 + 900}));
  EXPECT_FALSE(begin_day(head, days, TimeMs{999LL * 86'400'000})) << "a clock that went back";
  EXPECT_EQ(days.marks.size(), 1U);
}

TEST_F(Floor, KeepsAtMostTheMarksOfNinetyDaysAndToday) {
  for (std::int64_t day = 0; day < 400; ++day) busy_day(day);
  EXPECT_EQ(days.marks.size(), static_cast<std::size_t>(kInboxDaysMax) + 1);
  EXPECT_EQ(head.floor, InboxSeq{10 * (399 - kInboxDaysMax)});
}

}  // namespace
}  // namespace parley
