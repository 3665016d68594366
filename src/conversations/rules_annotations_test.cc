#include <gtest/gtest.h>

#include "conversations/fold.h"
#include "conversations/stage.h"

namespace parley {
namespace {

constexpr UserId kAda{11};
constexpr UserId kBen{12};
constexpr UserId kCai{13};
constexpr UserId kDan{14};

// kAda owns it; kBen was removed and came back after `early`, kCai joined after it.
struct AnnotationsTest : testing::Test {
  AnnotationsTest() {
    early = stage.say(kAda, "early");
    early_of_ben = stage.say(kBen, "from Ben");
    stage.submit(kAda, RemoveMember{kBen});
    stage.submit(kAda, put(kBen));
    stage.submit(kAda, put(kCai));
    late = stage.say(kAda, "late");
  }
  Seq head() const { return stage.conversation.head; }

  Stage stage = Stage::of_group(kAda, {kBen, kDan});
  Seq early;
  Seq early_of_ben;
  Seq late;
};

using Edits = AnnotationsTest;
using Deletions = AnnotationsTest;
using Reactions = AnnotationsTest;

TEST_F(Edits, ReplaceTextAndMentions) {
  const Decision decision = stage.submit(
      kAda, EditMessage{.target = late, .text = "later", .mentions = {kCai, UserId{99}}});
  const auto& edit = std::get<Edit>(decision.effects->event.body);
  EXPECT_EQ(edit.text.text, "later");
  EXPECT_EQ(edit.mentions, std::vector{kCai});
  EXPECT_EQ(edit.target, late);
}

TEST_F(Edits, AreFoldedWithTheirRevision) {
  const TimeMs at = stage.now;
  stage.submit(kAda, edit_of(late, "later"));
  const Annotation& annotation = stage.annotations.at(late);
  EXPECT_EQ(annotation.edits, (std::vector{Annotation::EditMark{.seq = head(), .at = at}}));
  EXPECT_EQ(annotation.revision, head());
}

TEST_F(Edits, ReachThoseWhoseOpenStayHoldsTheTarget) {
  EXPECT_EQ(stage.submit(kAda, edit_of(early, "x")).effects->recipients, (std::vector{kAda, kDan}));
  EXPECT_EQ(stage.submit(kAda, edit_of(late, "x")).effects->recipients,
            (std::vector{kAda, kBen, kCai, kDan}));
}

TEST_F(Edits, OfWhatIsNotThereAreNotFound) {
  const Outcome missing = rejected_with(Errc::NotFound);
  EXPECT_EQ(stage.submit(kAda, edit_of(Seq{0}, "x")).outcome, missing);
  EXPECT_EQ(stage.submit(kAda, edit_of(Seq{900}, "x")).outcome, missing);
  EXPECT_EQ(stage.submit(kAda, edit_of(Seq{1}, "x")).outcome, missing) << "no message";
  EXPECT_EQ(stage.submit(kCai, edit_of(early, "x")).outcome, missing) << "before they came";
}

TEST_F(Edits, OfAnEarlierStayAreNotFound) {
  EXPECT_EQ(stage.submit(kBen, edit_of(early_of_ben, "x")).outcome, rejected_with(Errc::NotFound));
}

TEST_F(Edits, OfATombstoneAreNotFound) {
  stage.submit(kAda, DeleteMessage{late});
  EXPECT_EQ(stage.submit(kAda, edit_of(late, "x")).outcome, rejected_with(Errc::NotFound));
}

TEST_F(Edits, OfAnothersMessageAreForbiddenEvenToTheOwner) {
  const Seq theirs = stage.say(kCai);
  EXPECT_EQ(stage.submit(kAda, edit_of(theirs, "x")).outcome, rejected_with(Errc::Forbidden));
}

TEST_F(Edits, EndAtFifty) {
  for (std::size_t i = 0; i < kEditsMax; ++i) {
    ASSERT_EQ(stage.submit(kAda, edit_of(late, "x")).outcome.kind, Outcome::Kind::Event);
  }
  EXPECT_EQ(stage.submit(kAda, edit_of(late, "x")).outcome, rejected_with(Errc::TooManyEdits));
}

TEST_F(Deletions, LeaveATombstoneAndEmptyTheTextAndItsEdits) {
  stage.submit(kAda, edit_of(late, "x"));
  const Seq edit = head();
  stage.submit(kBen, react_to(late, "👍"));
  const TimeMs at = stage.now;
  const Decision decision = stage.submit(kAda, DeleteMessage{late});
  EXPECT_EQ(decision.effects->emptied, (std::vector{late, edit}));
  const Annotation& annotation = stage.annotations.at(late);
  EXPECT_EQ(annotation.deleted, (Annotation::Tombstone{.seq = head(), .by = kAda, .at = at}));
  EXPECT_TRUE(annotation.reactions.empty());
  EXPECT_EQ(annotation.revision, head());
}

TEST_F(Deletions, ReachEveryMemberWhoMayReadTheTargetInAnyStay) {
  EXPECT_EQ(stage.submit(kAda, DeleteMessage{early}).effects->recipients,
            (std::vector{kAda, kBen, kDan}));
}

TEST_F(Deletions, DoNotReachWhoIsOut) {
  stage.submit(kDan, RemoveMember{kDan});
  EXPECT_EQ(stage.submit(kAda, DeleteMessage{early}).effects->recipients,
            (std::vector{kAda, kBen}));
}

TEST_F(Deletions, MayReachIntoAnEarlierStay) {
  EXPECT_EQ(stage.submit(kBen, DeleteMessage{early_of_ben}).outcome.kind, Outcome::Kind::Event);
}

TEST_F(Deletions, OfAnothersMessageAreForAdminsOfAGroup) {
  const Seq theirs = stage.say(kCai);
  EXPECT_EQ(stage.submit(kDan, DeleteMessage{theirs}).outcome, rejected_with(Errc::Forbidden));
  stage.submit(kAda, put(kDan, Role::Admin));
  EXPECT_EQ(stage.submit(kDan, DeleteMessage{theirs}).outcome.kind, Outcome::Kind::Event);
}

TEST_F(Deletions, OfAnothersMessageAreForbiddenInADirectConversation) {
  Stage direct(ConversationId::of(kAda, kBen));
  const Seq theirs = direct.say(kBen);
  EXPECT_EQ(direct.submit(kAda, DeleteMessage{theirs}).outcome, rejected_with(Errc::Forbidden));
}

TEST_F(Deletions, TwiceAreUnchangedByTheFirst) {
  stage.submit(kAda, DeleteMessage{late});
  const Seq deletion = head();
  EXPECT_EQ(stage.submit(kAda, DeleteMessage{late}).outcome, unchanged_by(to_number(deletion)));
}

TEST_F(Deletions, OfWhatIsNotThereAreNotFound) {
  const Outcome missing = rejected_with(Errc::NotFound);
  EXPECT_EQ(stage.submit(kAda, DeleteMessage{Seq{900}}).outcome, missing);
  EXPECT_EQ(stage.submit(kAda, DeleteMessage{Seq{1}}).outcome, missing) << "no message";
  EXPECT_EQ(stage.submit(kCai, DeleteMessage{early}).outcome, missing) << "before they came";
}

TEST_F(Reactions, AreFoldedInTheOrderOfFirstUse) {
  stage.submit(kBen, react_to(late, "👍"));
  const Seq first = head();
  stage.submit(kCai, react_to(late, "🎉"));
  const Seq second = head();
  stage.submit(kCai, react_to(late, "👍"));
  const Seq third = head();
  const std::vector<Annotation::ReactionKind> expected{
      {.emoji = "👍", .uses = {{.user = kBen, .seq = first}, {.user = kCai, .seq = third}}},
      {.emoji = "🎉", .uses = {{.user = kCai, .seq = second}}}};
  EXPECT_EQ(stage.annotations.at(late).reactions, expected);
  EXPECT_EQ(stage.annotations.at(late).revision, third);
}

TEST_F(Reactions, ReachThoseWhoseOpenStayHoldsTheTarget) {
  EXPECT_EQ(stage.submit(kDan, react_to(early, "👍")).effects->recipients,
            (std::vector{kAda, kDan}));
}

TEST_F(Reactions, TwiceAreUnchangedByTheFirst) {
  stage.submit(kBen, react_to(late, "👍"));
  const Seq first = head();
  EXPECT_EQ(stage.submit(kBen, react_to(late, "👍")).outcome, unchanged_by(to_number(first)));
}

TEST_F(Reactions, TakenBackLeaveNoEmptyKind) {
  stage.submit(kBen, react_to(late, "👍"));
  stage.submit(kBen, unreact_to(late, "👍"));
  EXPECT_TRUE(stage.annotations.at(late).reactions.empty());
  EXPECT_EQ(stage.annotations.at(late).revision, head());
}

TEST_F(Reactions, TakenBackStayForThoseWhoLeftWhileTheyStood) {
  stage.submit(kBen, react_to(late, "👍"));
  const Seq set = head();
  stage.submit(kCai, RemoveMember{kCai});
  const Interval stay = intervals_of(stage.conversation, kCai).back();
  stage.submit(kBen, unreact_to(late, "👍"));
  const Annotation& annotation = stage.annotations.at(late);
  const std::vector<Annotation::PastUse> expected{{"👍", {kBen, set}, head()}};
  EXPECT_EQ(annotation.past_uses, expected);
  const Message message;
  EXPECT_EQ(fold(message, annotation, stay, nullptr).reactions,
            (std::vector{FoldedMessage::Reactions{.emoji = "👍", .users = {kBen}}}));
  EXPECT_TRUE(fold(message, annotation, {stay.from, kOpenEnd}, nullptr).reactions.empty());
  stage.submit(kBen, react_to(late, "👍"));
  stage.submit(kBen, unreact_to(late, "👍"));
  EXPECT_EQ(stage.annotations.at(late).past_uses.size(), 1U) << "what nobody saw is not kept";
  stage.submit(kBen, DeleteMessage{late});
  stage.submit(kAda, DeleteMessage{late});
  EXPECT_TRUE(stage.annotations.at(late).past_uses.empty());
}

TEST_F(Reactions, TakenBackThatWereNotThereAreUnchanged) {
  EXPECT_EQ(stage.submit(kBen, unreact_to(late, "👍")).outcome, unchanged_by(to_number(late)));
  stage.submit(kCai, react_to(late, "👍"));
  EXPECT_EQ(stage.submit(kBen, unreact_to(late, "👍")).outcome, unchanged_by(to_number(head())));
}

TEST_F(Reactions, OnATombstoneAreNotFoundAndTakenBackUnchanged) {
  stage.submit(kAda, DeleteMessage{late});
  const Seq deletion = head();
  EXPECT_EQ(stage.submit(kBen, react_to(late, "👍")).outcome, rejected_with(Errc::NotFound));
  EXPECT_EQ(stage.submit(kBen, unreact_to(late, "👍")).outcome, unchanged_by(to_number(deletion)));
}

TEST_F(Reactions, AreOneEmoji) {
  EXPECT_EQ(stage.submit(kBen, react_to(late, "ok")).outcome, rejected_with(Errc::BadEmoji));
  EXPECT_EQ(stage.submit(kBen, react_to(late, "👍👍")).outcome, rejected_with(Errc::BadEmoji));
  EXPECT_EQ(stage.submit(kBen, react_to(late, "🇮🇪")).outcome.kind, Outcome::Kind::Event);
}

TEST_F(Reactions, ToWhatIsNotOpenAreNotFound) {
  EXPECT_EQ(stage.submit(kBen, react_to(early, "👍")).outcome, rejected_with(Errc::NotFound));
  EXPECT_EQ(stage.submit(kCai, react_to(early, "👍")).outcome, rejected_with(Errc::NotFound));
  EXPECT_EQ(stage.submit(kAda, react_to(Seq{1}, "👍")).outcome, rejected_with(Errc::NotFound));
}

TEST_F(Reactions, OfOneUserAreThree) {
  for (const char* emoji : {"👍", "🎉", "🔥"}) stage.submit(kBen, react_to(late, emoji));
  EXPECT_EQ(stage.submit(kBen, react_to(late, "🌧")).outcome,
            rejected_with(Errc::TooManyReactions));
  stage.submit(kBen, unreact_to(late, "🎉"));
  EXPECT_EQ(stage.submit(kBen, react_to(late, "🌧")).outcome.kind, Outcome::Kind::Event);
}

TEST(ReactionKinds, OfOneMessageAreTwenty) {
  std::vector<UserId> others;
  for (std::uint64_t i = 0; i < 20; ++i) others.emplace_back(100 + i);
  Stage stage = Stage::of_group(kAda, others);
  const Seq message = stage.say(kAda);
  const auto nth_emoji = [](std::size_t n) {  // U+1F600 and on.
    return std::string{"\xF0\x9F\x98"} + static_cast<char>(0x80 + n);
  };
  for (std::size_t i = 0; i < kReactionKindsMax; ++i) {
    const auto outcome = stage.submit(others[i], react_to(message, nth_emoji(i))).outcome;
    ASSERT_EQ(outcome.kind, Outcome::Kind::Event);
  }
  EXPECT_EQ(stage.submit(kAda, react_to(message, nth_emoji(20))).outcome,
            rejected_with(Errc::TooManyReactions));
  EXPECT_EQ(stage.submit(kAda, react_to(message, nth_emoji(0))).outcome.kind, Outcome::Kind::Event);
}

}  // namespace
}  // namespace parley
