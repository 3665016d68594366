#include <gtest/gtest.h>

#include "conversations/stage.h"

namespace parley {
namespace {

constexpr UserId kAda{11};
constexpr UserId kBen{12};
constexpr UserId kCai{13};
const ConversationId kGroup = ConversationId::of(GroupId{900});

CreateGroup creating(std::vector<UserId> members) {
  return {.title = "Balcony", .members = std::move(members)};
}
ChangeSettings titled(std::string title) { return {.title = std::move(title), .history = {}}; }
ChangeSettings ruled(HistoryRule rule) { return {.title = {}, .history = rule}; }

TEST(CreatingAGroup, MakesTheCreatorItsOwnerAndListsThemAmongTheMembers) {
  Stage stage(kGroup);
  const Decision decision = stage.submit(kBen, creating({kCai, kAda}));
  const std::vector members{kAda, kBen, kCai};
  EXPECT_EQ(decision.outcome, event_at(1));
  EXPECT_EQ(std::get<Created>(decision.effects->event.body),
            (Created{.title = "Balcony", .members = members}));
  EXPECT_EQ(decision.effects->recipients, members);
  EXPECT_EQ(stage.conversation.participants.at(kBen).role, Role::Owner);
  EXPECT_EQ(stage.conversation.participants.at(kAda).role, Role::Member);
  EXPECT_EQ(stage.conversation.title, "Balcony");
  EXPECT_EQ(stage.conversation.history, HistoryRule::FromJoin);
}

TEST(CreatingAGroup, FoldsTheCreatorAndDoublesAmongTheMembers) {
  Stage stage(kGroup);
  stage.submit(kBen, creating({kAda, kBen, kAda}));
  EXPECT_EQ(members_of(stage.conversation), (std::vector{kAda, kBen}));
}

TEST(CreatingAGroup, TwiceIsAConflict) {
  Stage stage = Stage::of_group(kAda, {kBen});
  EXPECT_EQ(stage.submit(kAda, creating({kBen})).outcome, rejected_with(Errc::Conflict));
  EXPECT_EQ(stage.submit(kCai, creating({kBen})).outcome, rejected_with(Errc::Conflict));
}

TEST(CreatingAGroup, WithSomebodyWhoCannotBeAddedMakesNone) {
  Stage stage(kGroup);
  const Facts facts{.cannot_message = false, .cannot_add = {kAda}};
  EXPECT_EQ(stage.submit(kBen, creating({kAda, kCai}), facts).outcome,
            rejected_with(Errc::CannotAdd));
  EXPECT_EQ(stage.conversation.head, Seq{});
  EXPECT_TRUE(stage.conversation.participants.empty());
}

TEST(CreatingAGroup, HoldsAHundredWithTheCreator) {
  std::vector<UserId> others;
  for (std::uint64_t i = 0; i < 99; ++i) others.emplace_back(1'000 + i);
  Stage full(kGroup);
  EXPECT_EQ(full.submit(kAda, creating(others)).outcome, event_at(1));
  others.emplace_back(2'000);
  Stage too_full(kGroup);
  EXPECT_EQ(too_full.submit(kAda, creating(others)).outcome, rejected_with(Errc::GroupFull));
}

TEST(Settings, AreChangedByOwnerAndAdmins) {
  Stage stage = Stage::of_group(kAda, {kBen, kCai});
  stage.submit(kAda, put(kBen, Role::Admin));
  EXPECT_EQ(stage.submit(kCai, titled("Roof")).outcome, rejected_with(Errc::Forbidden));
  EXPECT_EQ(stage.submit(kBen, titled("Roof")).outcome, event_at(3));
  EXPECT_EQ(stage.submit(kBen, ruled(HistoryRule::All)).outcome, event_at(4));
  EXPECT_EQ(stage.conversation.title, "Roof");
  EXPECT_EQ(stage.conversation.history, HistoryRule::All);
}

TEST(Settings, TellEveryMemberWhatChangedAndNoMore) {
  Stage stage = Stage::of_group(kAda, {kBen});
  const Decision decision =
      stage.submit(kAda, ChangeSettings{.title = "Balcony", .history = HistoryRule::All});
  EXPECT_EQ(std::get<SettingsChanged>(decision.effects->event.body),
            (SettingsChanged{.title = {}, .history = HistoryRule::All}));
  EXPECT_EQ(decision.effects->recipients, (std::vector{kAda, kBen}));
}

TEST(Settings, ThatAreSoAlreadyAreUnchangedByTheEventThatMadeThemSo) {
  Stage stage = Stage::of_group(kAda, {kBen});
  EXPECT_EQ(stage.submit(kAda, titled("Balcony")).outcome, unchanged_by(1));
  stage.submit(kAda, titled("Roof"));
  EXPECT_EQ(stage.submit(kAda, titled("Roof")).outcome, unchanged_by(2));
  EXPECT_EQ(stage.submit(kAda, ChangeSettings{}).outcome, unchanged_by(2));
}

TEST(ClosingAGroup, IsForItsOwner) {
  Stage stage = Stage::of_group(kAda, {kBen});
  stage.submit(kAda, put(kBen, Role::Admin));
  EXPECT_EQ(stage.submit(kBen, CloseGroup{}).outcome, rejected_with(Errc::Forbidden));
}

TEST(ClosingAGroup, RemovesEverybodyAndTellsThem) {
  Stage stage = Stage::of_group(kAda, {kBen, kCai});
  const Decision decision = stage.submit(kAda, CloseGroup{});
  const std::vector everybody{kAda, kBen, kCai};
  EXPECT_EQ(std::get<MembersChanged>(decision.effects->event.body),
            (MembersChanged{.added = {}, .removed = everybody, .roles = {}}));
  EXPECT_EQ(decision.effects->recipients, everybody);
  EXPECT_TRUE(members_of(stage.conversation).empty());
  EXPECT_EQ(intervals_of(stage.conversation, kBen), (std::vector{Interval{Seq{1}, Seq{2}}}));
}

TEST(ClosingAGroup, EndsItForGood) {
  Stage stage = Stage::of_group(kAda, {kBen});
  stage.submit(kBen, RemoveMember{kBen});
  ASSERT_EQ(stage.submit(kAda, put(kBen)).outcome.kind, Outcome::Kind::Invited);
  stage.submit(kAda, CloseGroup{});
  const Outcome outside = rejected_with(Errc::NotAMember);
  EXPECT_EQ(stage.submit(kAda, text("anyone?")).outcome, outside);
  EXPECT_EQ(stage.submit(kAda, put(kCai)).outcome, outside);
  EXPECT_EQ(stage.submit(kBen, put(kBen)).outcome, outside) << "invited before it was closed";
  EXPECT_EQ(stage.submit(kAda, CloseGroup{}).outcome, outside);
}

}  // namespace
}  // namespace parley
