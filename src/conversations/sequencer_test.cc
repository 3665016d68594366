#include "conversations/sequencer.h"

#include <gtest/gtest.h>

#include "conversations/stage.h"

namespace parley {
namespace {

constexpr UserId kAda{11};
constexpr UserId kBen{12};
constexpr UserId kCai{13};
constexpr UserId kEve{66};
const ConversationId kDirect = ConversationId::of(kAda, kBen);
const ConversationId kGroup = ConversationId::of(GroupId{900});

TEST(Sequencer, NumbersEventsFromOneWithoutAGap) {
  Stage stage(kDirect);
  EXPECT_EQ(stage.submit(kAda, text("one")).outcome, event_at(1));
  EXPECT_EQ(stage.submit(kBen, text("two")).outcome, event_at(2));
  EXPECT_EQ(stage.submit(kAda, text("three")).outcome, event_at(3));
}

TEST(Sequencer, CountsMessagesAloneInTheOrdinal) {
  Stage stage(kDirect);
  const Seq first = stage.say(kAda);
  stage.submit(kBen, react_to(first, "👍"));
  stage.say(kAda);
  EXPECT_EQ(stage.events.at(Seq{2}).ordinal, Ordinal{1});
  EXPECT_EQ(stage.events.at(Seq{3}).ordinal, Ordinal{2});
}

TEST(Sequencer, NeverLetsSentAtDecrease) {
  Stage stage(kDirect);
  stage.say(kAda);
  const TimeMs first = stage.events.at(Seq{1}).sent_at;
  stage.now = stage.now - std::chrono::minutes{1};
  stage.say(kBen);
  EXPECT_EQ(stage.events.at(Seq{2}).sent_at, first);
}

TEST(Sequencer, StampsAnEventWithTheTimeOfTheLog) {
  Stage stage(kDirect);
  const TimeMs at = stage.now;
  stage.say(kAda);
  EXPECT_EQ(stage.events.at(Seq{1}).sent_at, at);
}

TEST(Sequencer, NotesThePositionOfEveryCommandWhateverCameOfIt) {
  Stage stage(kDirect);
  stage.say(kAda);
  stage.submit(kEve, text("let me in"));
  EXPECT_EQ(stage.conversation.applied, Position{2});
}

TEST(Sequencer, RefusesAnIdOlderThanSevenDaysWithoutRememberingIt) {
  Stage stage(kDirect);
  Command command = stage.command(kAda, text("late"));
  stage.now = stage.now + kClientMessageIdAgeMax;
  EXPECT_EQ(stage.submit(command).outcome, event_at(1)) << "exactly seven days is in time";
  const Decision decision = stage.submit(command);
  EXPECT_TRUE(decision.refused);
  EXPECT_EQ(decision.outcome.code, Errc::ClientMessageIdExpired);
}

TEST(Sequencer, RefusesAnIdMoreThanTenMinutesAheadWithoutRememberingIt) {
  Stage stage(kDirect);
  const TimeMs now = stage.now;
  stage.now = now + kClientMessageIdAheadMax;
  const Command ten_minutes = stage.command(kAda, text("early"));
  stage.now = stage.now + Milliseconds{2};
  const Command more = stage.command(kAda, text("too early"));
  stage.now = now;
  EXPECT_EQ(stage.submit(ten_minutes).outcome, event_at(1));
  const Decision decision = stage.submit(more);
  EXPECT_TRUE(decision.refused);
  EXPECT_EQ(decision.outcome.code, Errc::ClientMessageIdAhead);
}

TEST(Sequencer, LooksAtTheAgeOfTheIdBeforeAnythingElse) {
  Stage stage(kDirect);
  const Command command = stage.command(kEve, text("old, and from a stranger"));
  stage.now = stage.now + kClientMessageIdAgeMax + std::chrono::days{1};
  EXPECT_EQ(stage.submit(command).outcome.code, Errc::ClientMessageIdExpired);
}

TEST(Sequencer, FindsNoDirectConversationOfOthers) {
  Stage stage(kDirect);
  EXPECT_EQ(stage.submit(kEve, text("hello")).outcome, rejected_with(Errc::NotFound));
}

TEST(Sequencer, FindsNoGroupThatOneWasNeverIn) {
  Stage stage = Stage::of_group(kAda, {kBen});
  EXPECT_EQ(stage.submit(kEve, text("hello")).outcome, rejected_with(Errc::NotFound));
  EXPECT_EQ(stage.submit(kEve, put(kEve)).outcome, rejected_with(Errc::NotFound));
}

TEST(Sequencer, FindsNoGroupWithoutEvents) {
  Stage stage(kGroup);
  EXPECT_EQ(stage.submit(kAda, text("hello")).outcome, rejected_with(Errc::NotFound));
  EXPECT_EQ(stage.submit(kAda, put(kAda)).outcome, rejected_with(Errc::NotFound));
}

TEST(Sequencer, FindsNothingOfGroupsInADirectConversation) {
  Stage stage(kDirect);
  EXPECT_EQ(stage.submit(kAda, put(kCai)).outcome, rejected_with(Errc::NotFound));
  EXPECT_EQ(stage.submit(kAda, CloseGroup{}).outcome, rejected_with(Errc::NotFound));
  EXPECT_EQ(stage.submit(kAda, CreateGroup{.title = "x", .members = {}}).outcome,
            rejected_with(Errc::NotFound));
}

TEST(Sequencer, LetsWhoLeftWriteNothing) {
  Stage stage = Stage::of_group(kAda, {kBen});
  const Seq said = stage.say(kBen);
  stage.submit(kBen, RemoveMember{kBen});
  const Outcome outside = rejected_with(Errc::NotAMember);
  EXPECT_EQ(stage.submit(kBen, text("still here?")).outcome, outside);
  EXPECT_EQ(stage.submit(kBen, DeleteMessage{said}).outcome, outside);
  EXPECT_EQ(stage.submit(kBen, RemoveMember{kBen}).outcome, outside);
  EXPECT_EQ(stage.submit(kBen, put(kBen)).outcome, outside);
}

TEST(Sequencer, LetsWhoIsBarredDeleteTheirOwnMessagesOnly) {
  Stage stage(kDirect);
  const Seq own = stage.say(kAda);
  const Seq other = stage.say(kBen);
  const Facts barred{.cannot_message = true, .cannot_add = {}};
  const Outcome refused = rejected_with(Errc::CannotMessage);
  EXPECT_EQ(stage.submit(kAda, text("please"), barred).outcome, refused);
  EXPECT_EQ(stage.submit(kAda, edit_of(own, "please"), barred).outcome, refused);
  EXPECT_EQ(stage.submit(kAda, react_to(other, "👍"), barred).outcome, refused);
  EXPECT_EQ(stage.submit(kAda, DeleteMessage{other}, barred).outcome, refused);
  EXPECT_EQ(stage.submit(kAda, DeleteMessage{own}, barred).outcome, event_at(3));
}

TEST(Sequencer, BarsNobodyFromAGroup) {
  Stage stage = Stage::of_group(kAda, {kBen});
  const Facts barred{.cannot_message = true, .cannot_add = {}};
  EXPECT_EQ(stage.submit(kBen, text("hello all"), barred).outcome, event_at(2));
}

TEST(Sequencer, ChangesNothingButThePositionWhenItRejects) {
  Stage stage = Stage::of_group(kAda, {kBen});
  Conversation before = stage.conversation;
  stage.submit(kBen, put(kCai));
  before.applied = stage.conversation.applied;
  EXPECT_EQ(stage.conversation, before);
}

TEST(Sequencer, GivesTheSameDecisionForTheSameInputs) {
  Stage stage = Stage::of_group(kAda, {kBen});
  const Command command = stage.command(kAda, put(kCai));
  Conversation copy = stage.conversation;
  const Decision first = decide(stage.conversation, std::nullopt, command, Position{9}, stage.now);
  const Decision second = decide(copy, std::nullopt, command, Position{9}, stage.now);
  EXPECT_EQ(first.outcome, second.outcome);
  EXPECT_EQ(first.effects->event, second.effects->event);
  EXPECT_EQ(stage.conversation, copy);
}

TEST(Conversation, OfTwoIsReadableByBothBeforeItsFirstEvent) {
  const Stage stage(kDirect);
  EXPECT_TRUE(is_participant(stage.conversation, kBen));
  EXPECT_EQ(intervals_of(stage.conversation, kBen), (std::vector{Interval{Seq{1}, kOpenEnd}}));
  EXPECT_FALSE(is_participant(stage.conversation, kEve));
  EXPECT_TRUE(intervals_of(stage.conversation, kEve).empty());
  EXPECT_FALSE(interval_holding(stage.conversation, kEve, Seq{1}));
}

TEST(Conversation, WithOneselfHasOneMember) {
  const Stage stage(ConversationId::of(kAda, kAda));
  EXPECT_EQ(members_of(stage.conversation), std::vector{kAda});
}

}  // namespace
}  // namespace parley
