#include <gtest/gtest.h>

#include "conversations/stage.h"

namespace parley {
namespace {

constexpr UserId kAda{11};
constexpr UserId kBen{12};
constexpr UserId kCai{13};
constexpr UserId kDan{14};
constexpr UserId kEve{66};

const MembersChanged& change_in(const Decision& decision) {
  return std::get<MembersChanged>(decision.effects->event.body);
}
const Participant& participant(const Stage& stage, UserId user) {
  return stage.conversation.participants.at(user);
}

// kAda is the owner, kBen an admin, kCai and kDan are members.
struct MembersTest : testing::Test {
  MembersTest() { stage.submit(kAda, put(kBen, Role::Admin)); }
  Seq head() const { return stage.conversation.head; }
  std::uint64_t head_number() const { return to_number(head()); }

  Stage stage = Stage::of_group(kAda, {kBen, kCai, kDan});
};

using Adding = MembersTest;
using Roles = MembersTest;
using Removing = MembersTest;
using Leaving = MembersTest;
using Invitations = MembersTest;
using Joining = MembersTest;

TEST_F(Adding, IsForOwnerAndAdmins) {
  EXPECT_EQ(stage.submit(kCai, put(kEve)).outcome, rejected_with(Errc::Forbidden));
  EXPECT_EQ(stage.submit(kBen, put(kEve)).outcome.kind, Outcome::Kind::Event);
}

TEST_F(Adding, TellsTheMembersBeforeAndAfter) {
  const Decision decision = stage.submit(kBen, put(kEve));
  EXPECT_EQ(change_in(decision), (MembersChanged{.added = {kEve}, .removed = {}, .roles = {}}));
  EXPECT_EQ(decision.effects->recipients, (std::vector{kAda, kBen, kCai, kDan, kEve}));
}

TEST_F(Adding, WithARoleNeedsTheOwner) {
  EXPECT_EQ(stage.submit(kBen, put(kEve, Role::Admin)).outcome, rejected_with(Errc::Forbidden));
  const Decision decision = stage.submit(kAda, put(kEve, Role::Admin));
  EXPECT_EQ(change_in(decision),
            (MembersChanged{.added = {kEve}, .removed = {}, .roles = {{kEve, Role::Admin}}}));
}

TEST_F(Adding, WhoMayNotBeAddedIsRefused) {
  const Facts facts{.cannot_message = false, .cannot_add = {kEve}};
  EXPECT_EQ(stage.submit(kAda, put(kEve), facts).outcome, rejected_with(Errc::CannotAdd));
}

TEST_F(Adding, TheHundredAndFirstIsRefused) {
  for (std::uint64_t i = 0; i < kGroupMembersMax - 4; ++i) {
    ASSERT_EQ(stage.submit(kAda, put(UserId{1'000 + i})).outcome.kind, Outcome::Kind::Event);
  }
  EXPECT_EQ(stage.submit(kAda, put(kEve)).outcome, rejected_with(Errc::GroupFull));
}

TEST_F(Adding, WhoWasRemovedNeedsNoInvitation) {
  stage.submit(kBen, RemoveMember{kCai});
  EXPECT_EQ(stage.submit(kBen, put(kCai)).outcome.kind, Outcome::Kind::Event);
}

TEST_F(Adding, AMemberAgainIsUnchangedByTheEventThatMadeThemSo) {
  EXPECT_EQ(stage.submit(kBen, put(kCai)).outcome, unchanged_by(1));
  EXPECT_EQ(stage.submit(kCai, put(kBen, Role::Admin)).outcome, unchanged_by(2));
  EXPECT_EQ(stage.submit(kCai, put(kCai)).outcome, unchanged_by(1));
}

TEST_F(Roles, AreSetByTheOwnerAlone) {
  EXPECT_EQ(stage.submit(kBen, put(kCai, Role::Admin)).outcome, rejected_with(Errc::Forbidden));
  EXPECT_EQ(stage.submit(kBen, put(kBen, Role::Member)).outcome, rejected_with(Errc::Forbidden));
  const Decision decision = stage.submit(kAda, put(kCai, Role::Admin));
  EXPECT_EQ(change_in(decision),
            (MembersChanged{.added = {}, .removed = {}, .roles = {{kCai, Role::Admin}}}));
}

TEST_F(Roles, OfAnOwnerWhoGivesThemAwayBecomeAdminInTheSameEvent) {
  const Decision decision = stage.submit(kAda, put(kDan, Role::Owner));
  EXPECT_EQ(change_in(decision).roles,
            (std::map<UserId, Role>{{kAda, Role::Admin}, {kDan, Role::Owner}}));
  EXPECT_EQ(participant(stage, kAda).role, Role::Admin);
  EXPECT_EQ(participant(stage, kDan).role, Role::Owner);
}

TEST_F(Roles, OfTheOwnerAreNotForTheOwnerToLower) {
  EXPECT_EQ(stage.submit(kAda, put(kAda, Role::Admin)).outcome, rejected_with(Errc::Forbidden));
}

TEST_F(Roles, EndWithTheStay) {
  stage.submit(kAda, RemoveMember{kBen});
  stage.submit(kAda, put(kBen));
  EXPECT_EQ(participant(stage, kBen).role, Role::Member);
}

TEST_F(Removing, IsForOwnerAndAdmins) {
  EXPECT_EQ(stage.submit(kCai, RemoveMember{kDan}).outcome, rejected_with(Errc::Forbidden));
  EXPECT_EQ(stage.submit(kCai, RemoveMember{kEve}).outcome, rejected_with(Errc::Forbidden));
  EXPECT_EQ(stage.submit(kBen, RemoveMember{kDan}).outcome.kind, Outcome::Kind::Event);
}

TEST_F(Removing, TheOwnerIsForbidden) {
  EXPECT_EQ(stage.submit(kBen, RemoveMember{kAda}).outcome, rejected_with(Errc::Forbidden));
}

TEST_F(Removing, TellsTheMembersBeforeAndClosesTheStay) {
  const Decision decision = stage.submit(kBen, RemoveMember{kDan});
  EXPECT_EQ(change_in(decision), (MembersChanged{.added = {}, .removed = {kDan}, .roles = {}}));
  EXPECT_EQ(decision.effects->recipients, (std::vector{kAda, kBen, kCai, kDan}));
  EXPECT_EQ(intervals_of(stage.conversation, kDan), (std::vector{Interval{Seq{1}, head()}}));
}

TEST_F(Removing, WhoIsOutAlreadyIsUnchanged) {
  stage.submit(kBen, RemoveMember{kDan});
  const auto removal = head_number();
  stage.say(kAda);
  EXPECT_EQ(stage.submit(kAda, RemoveMember{kDan}).outcome, unchanged_by(removal));
}

TEST_F(Removing, WhoWasNeverInIsNotFound) {
  EXPECT_EQ(stage.submit(kAda, RemoveMember{kEve}).outcome, rejected_with(Errc::NotFound));
}

TEST_F(Leaving, IsForAnyone) {
  EXPECT_EQ(stage.submit(kDan, RemoveMember{kDan}).outcome.kind, Outcome::Kind::Event);
  EXPECT_TRUE(participant(stage, kDan).left_by_choice);
}

TEST_F(Leaving, AnOwnerMakesTheLongestStandingAdminOwner) {
  stage.submit(kAda, put(kEve, Role::Admin));  // Later than kBen.
  const Decision decision = stage.submit(kAda, RemoveMember{kAda});
  EXPECT_EQ(change_in(decision),
            (MembersChanged{.added = {}, .removed = {kAda}, .roles = {{kBen, Role::Owner}}}));
  EXPECT_EQ(participant(stage, kBen).role, Role::Owner);
}

TEST_F(Leaving, AnOwnerWithoutAdminsMakesTheLongestStandingMemberOwner) {
  stage.submit(kAda, RemoveMember{kBen});
  stage.submit(kAda, RemoveMember{kCai});
  stage.submit(kAda, put(kCai));  // Now later than kDan.
  stage.submit(kAda, put(kBen));
  const Decision decision = stage.submit(kAda, RemoveMember{kAda});
  EXPECT_EQ(change_in(decision).roles, (std::map<UserId, Role>{{kDan, Role::Owner}}));
}

TEST_F(Leaving, AnOwnerPrefersTheLowestIdAmongThoseWhoCameTogether) {
  stage.submit(kAda, put(kBen, Role::Member));
  const Decision decision = stage.submit(kAda, RemoveMember{kAda});
  EXPECT_EQ(change_in(decision).roles, (std::map<UserId, Role>{{kBen, Role::Owner}}));
}

TEST_F(Leaving, TheLastOneClosesTheGroup) {
  for (const UserId user : {kDan, kCai, kBen}) stage.submit(user, RemoveMember{user});
  const Decision decision = stage.submit(kAda, RemoveMember{kAda});
  EXPECT_EQ(decision.effects->recipients, std::vector{kAda});
  EXPECT_TRUE(change_in(decision).roles.empty());
  EXPECT_TRUE(members_of(stage.conversation).empty());
  EXPECT_EQ(stage.submit(kAda, put(kAda)).outcome, rejected_with(Errc::NotAMember));
}

TEST_F(Invitations, ArePlacedForWhoLeftByChoice) {
  stage.submit(kDan, RemoveMember{kDan});
  const Seq before = head();
  const TimeMs at = stage.now;
  const Decision decision = stage.submit(kBen, put(kDan));
  EXPECT_EQ(decision.outcome, invited_at(to_number(before)));
  EXPECT_EQ(decision.invited, kDan);
  EXPECT_FALSE(decision.effects);
  EXPECT_FALSE(is_member(stage.conversation, kDan));
  EXPECT_EQ(participant(stage, kDan).invitation, (Invitation{.by = kBen, .at = at}));
}

TEST_F(Invitations, GrowTheRosterVersion) {
  stage.submit(kDan, RemoveMember{kDan});
  const auto before = stage.conversation.roster_version;
  stage.submit(kBen, put(kDan));
  EXPECT_EQ(stage.conversation.roster_version, before + 1);
}

TEST_F(Invitations, AreAcceptedByPuttingOneselfIn) {
  stage.submit(kDan, RemoveMember{kDan});
  stage.submit(kBen, put(kDan));
  const Decision decision = stage.submit(kDan, put(kDan));
  EXPECT_EQ(change_in(decision), (MembersChanged{.added = {kDan}, .removed = {}, .roles = {}}));
  EXPECT_EQ(decision.effects->event.sender, kDan);
  EXPECT_EQ(decision.effects->recipients, (std::vector{kAda, kBen, kCai, kDan}));
  EXPECT_FALSE(participant(stage, kDan).invitation);
  EXPECT_FALSE(participant(stage, kDan).left_by_choice);
}

TEST_F(Invitations, AreValidForThirtyDays) {
  stage.submit(kDan, RemoveMember{kDan});
  const TimeMs invited_at_time = stage.now;
  stage.submit(kBen, put(kDan));
  stage.now = invited_at_time + kInvitationAgeMax + Milliseconds{1};
  EXPECT_EQ(stage.submit(kDan, put(kDan)).outcome, rejected_with(Errc::NotAMember));
  stage.now = invited_at_time + kInvitationAgeMax;
  EXPECT_EQ(stage.submit(kDan, put(kDan)).outcome.kind, Outcome::Kind::Event);
}

TEST_F(Invitations, AreReplacedByNewerOnes) {
  stage.submit(kDan, RemoveMember{kDan});
  stage.submit(kBen, put(kDan));
  stage.now = stage.now + kInvitationAgeMax;
  stage.submit(kAda, put(kDan));
  EXPECT_EQ(participant(stage, kDan).invitation->by, kAda);
  stage.now = stage.now + std::chrono::days{1};
  EXPECT_EQ(stage.submit(kDan, put(kDan)).outcome.kind, Outcome::Kind::Event);
}

TEST_F(Invitations, WorkOnce) {
  stage.submit(kDan, RemoveMember{kDan});
  stage.submit(kBen, put(kDan));
  stage.submit(kDan, put(kDan));
  stage.submit(kDan, RemoveMember{kDan});
  EXPECT_EQ(stage.submit(kDan, put(kDan)).outcome, rejected_with(Errc::NotAMember));
}

TEST_F(Invitations, GiveNoRole) {
  stage.submit(kDan, RemoveMember{kDan});
  stage.submit(kAda, put(kDan));
  EXPECT_EQ(stage.submit(kDan, put(kDan, Role::Admin)).outcome, rejected_with(Errc::Forbidden));
  EXPECT_EQ(stage.submit(kDan, put(kDan, Role::Member)).outcome.kind, Outcome::Kind::Event);
}

TEST_F(Invitations, AreNotAcceptedByWhoIsInTooManyGroups) {
  stage.submit(kDan, RemoveMember{kDan});
  stage.submit(kBen, put(kDan));
  const Facts facts{.cannot_message = false, .cannot_add = {kDan}};
  EXPECT_EQ(stage.submit(kDan, put(kDan), facts).outcome, rejected_with(Errc::CannotAdd));
  EXPECT_EQ(stage.submit(kDan, put(kDan)).outcome.kind, Outcome::Kind::Event);
}

TEST_F(Joining, OpensAStayAtTheJoin) {
  stage.submit(kAda, put(kEve));
  EXPECT_EQ(intervals_of(stage.conversation, kEve), (std::vector{Interval{head(), kOpenEnd}}));
}

TEST_F(Joining, UnderTheRuleAllOpensEverything) {
  stage.submit(kAda, RemoveMember{kDan});
  stage.submit(kAda, ChangeSettings{.title = {}, .history = HistoryRule::All});
  stage.submit(kAda, put(kEve));
  stage.submit(kAda, put(kDan));
  const std::vector everything{Interval{Seq{1}, kOpenEnd}};
  EXPECT_EQ(intervals_of(stage.conversation, kEve), everything);
  EXPECT_EQ(intervals_of(stage.conversation, kDan), everything) << "one stay, not two that overlap";
}

TEST_F(Joining, IsNotChangedByALaterRule) {
  stage.submit(kAda, put(kEve));
  const auto before = intervals_of(stage.conversation, kEve);
  stage.submit(kAda, ChangeSettings{.title = {}, .history = HistoryRule::All});
  EXPECT_EQ(intervals_of(stage.conversation, kEve), before);
}

TEST_F(Joining, AgainOpensAnotherStayUpToThirtyTwo) {
  for (std::size_t stay = 1; stay < kIntervalsMax; ++stay) {
    stage.submit(kAda, RemoveMember{kDan});
    ASSERT_EQ(stage.submit(kAda, put(kDan)).outcome.kind, Outcome::Kind::Event);
    ASSERT_EQ(intervals_of(stage.conversation, kDan).size(), stay + 1);
  }
  stage.submit(kAda, RemoveMember{kDan});
  EXPECT_EQ(stage.submit(kAda, put(kDan)).outcome, rejected_with(Errc::CannotAdd));
}

}  // namespace
}  // namespace parley
