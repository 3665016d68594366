#include "pipeline/door.h"

#include <optional>

#include "accounts/test_accounts.h"
#include "pipeline/test_chat.h"

namespace parley {
namespace {

class DoorTest : public AccountsTest {
 protected:
  Door& door() {
    if (!door_) {
      facts_.emplace(facts());
      door_ = std::make_unique<Door>(*facts_, chat_.reader, clock_, limits_);
    }
    return *door_;
  }

  Chat chat_;
  // Made when first used, so that a test can change the limits.
  std::optional<FactsService> facts_;
  std::unique_ptr<Door> door_;
  UserId ann_ = user("ann");
  UserId ben_ = user("ben");
  ConversationId both_ = ConversationId::of(ann_, ben_);
};

TEST_F(DoorTest, RefusesATextOfWhiteSpaceOnly) {
  for (const std::string_view text : {"", " ", "\n\t", "\u00a0\u2003\u3000"}) {
    EXPECT_EQ(code_of(door().check_text(text)), Errc::TextEmpty);
  }
  EXPECT_TRUE(door().check_text(" . "));
  EXPECT_TRUE(door().check_text("\x01"));
}

TEST_F(DoorTest, CountsATextInCodePoints) {
  limits_.text_code_points = 10;
  std::string ten;
  for (int i = 0; i < 10; ++i) ten += "🎉";
  EXPECT_TRUE(door().check_text(ten));
  EXPECT_EQ(code_of(door().check_text(ten + "x")), Errc::TextTooLong);
}

TEST_F(DoorTest, LimitsTheSubmissionsOfAUserInAllConversationsTogether) {
  limits_.submissions_burst = 3;
  limits_.submissions_a_second = 1;
  EXPECT_TRUE(door().admit(ann_, both_, 0));
  EXPECT_TRUE(door().admit(ann_, kBalcony, 0));
  EXPECT_TRUE(door().admit(ann_, both_, 0));
  const auto refused = door().admit(ann_, kAnnAndBen, 0);
  EXPECT_EQ(code_of(refused), Errc::RateLimited);
  EXPECT_EQ(refused.error().retry_after, Milliseconds{1'000});
  EXPECT_TRUE(door().admit(ben_, both_, 0));
  clock_.advance(Milliseconds{1'000});
  EXPECT_TRUE(door().admit(ann_, both_, 0));
}

TEST_F(DoorTest, LimitsTheSubmissionsToAConversationFromAllUsersTogether) {
  limits_.conversation_submissions_a_second = 2;
  EXPECT_TRUE(door().admit(ann_, both_, 0));
  EXPECT_TRUE(door().admit(ben_, both_, 0));
  EXPECT_EQ(code_of(door().admit(ben_, both_, 0)), Errc::RateLimited);
  EXPECT_TRUE(door().admit(ben_, kBalcony, 0));
}

TEST_F(DoorTest, LetsNobodyAboveTheirOwnBudgetUseUpThatOfTheConversation) {
  limits_.submissions_burst = 1;
  limits_.conversation_submissions_a_second = 2;
  EXPECT_TRUE(door().admit(ann_, both_, 0));
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(door().admit(ann_, both_, 0));
  EXPECT_TRUE(door().admit(ben_, both_, 0));
}

TEST_F(DoorTest, LimitsTheBytesOfTextOfAUser) {
  limits_.text_bytes_in_10_s = 2'000;
  EXPECT_TRUE(door().admit(ann_, both_, 1'500));
  EXPECT_EQ(code_of(door().admit(ann_, both_, 501)), Errc::RateLimited);
  EXPECT_TRUE(door().admit(ann_, both_, 500));
  clock_.advance(Milliseconds{11'000});
  EXPECT_TRUE(door().admit(ann_, both_, 2'000));
}

TEST_F(DoorTest, KnowsFactsForThirtySeconds) {
  EXPECT_EQ(door().known(ann_, both_), std::nullopt);
  EXPECT_EQ(door().look_up(ann_, both_).value(), Facts{});
  ASSERT_TRUE(contacts().block(ben_, ann_));
  clock_.advance(kFactsAge - Milliseconds{1});
  EXPECT_EQ(door().known(ann_, both_), Facts{});
  clock_.advance(Milliseconds{1});
  EXPECT_EQ(door().known(ann_, both_), std::nullopt);
  EXPECT_TRUE(door().look_up(ann_, both_)->cannot_message);
  EXPECT_TRUE(door().known(ann_, both_)->cannot_message);
}

TEST_F(DoorTest, ForgetsBothDirectionsAtOnce) {
  ASSERT_TRUE(door().look_up(ann_, both_));
  ASSERT_TRUE(door().look_up(ben_, both_));
  door().forget(ben_, ann_);
  EXPECT_EQ(door().known(ann_, both_), std::nullopt);
  EXPECT_EQ(door().known(ben_, both_), std::nullopt);
}

TEST_F(DoorTest, FindsNoConversationWithNobodyOrBetweenOthers) {
  EXPECT_EQ(code_of(door().look_up(ann_, ConversationId::of(ann_, UserId{404}))), Errc::NotFound);
  EXPECT_EQ(code_of(door().look_up(user("cleo"), both_)), Errc::NotFound);
  EXPECT_EQ(door().known(ann_, ConversationId::of(ann_, UserId{404})), std::nullopt);
  EXPECT_EQ(door().look_up(ann_, ConversationId::of(ann_, ann_)).value(), Facts{});
}

TEST_F(DoorTest, FindsAGroupOnlyForWhoHasAnEventOfIt) {
  EXPECT_EQ(code_of(door().look_up(ann_, kBalcony)), Errc::NotFound);
  chat_.make_group(kBalcony, ann_, {ben_});
  EXPECT_EQ(door().look_up(ann_, kBalcony).value(), Facts{});
  EXPECT_EQ(code_of(door().look_up(user("cleo"), kBalcony)), Errc::NotFound);
}

TEST_F(DoorTest, LimitsFirstMessagesToStrangersAndNoOthers) {
  limits_.new_direct_a_day = 1;
  ASSERT_TRUE(door().look_up(ann_, both_));
  const UserId cleo = user("cleo");
  const ConversationId second = ConversationId::of(ann_, cleo);
  EXPECT_EQ(code_of(door().look_up(ann_, second)), Errc::RateLimited);
  chat_.say(cleo, second, "I write first");
  EXPECT_TRUE(door().look_up(ann_, second));
}

TEST_F(DoorTest, NamesThoseWhoCannotBeAdded) {
  const UserId open_door = user("open");
  ASSERT_TRUE(profiles().change(open_door, {.groups_from = GroupsFrom::Anyone}));
  const UserId asked[] = {ben_, open_door, UserId{404}};
  EXPECT_EQ(door().look_up_adding(ann_, asked)->cannot_add, (std::vector{ben_, UserId{404}}));
}

TEST_F(DoorTest, NamesAlsoWhoIsInTooManyGroupsThemselvesIncluded) {
  limits_.groups_a_user = 2;
  const UserId open_door = user("open");
  ASSERT_TRUE(profiles().change(open_door, {.groups_from = GroupsFrom::Anyone}));
  const UserId asked[] = {open_door, ann_};
  chat_.make_group(ConversationId::of(GroupId{1}), ann_, {open_door});
  chat_.make_group(ConversationId::of(GroupId{2}), ann_, {});
  chat_.say(ann_, both_, "a direct conversation is no group");
  EXPECT_EQ(door().look_up_adding(ann_, asked)->cannot_add, std::vector{ann_});
  chat_.submit(ann_, ConversationId::of(GroupId{2}), RemoveMember{ann_});
  EXPECT_TRUE(door().look_up_adding(ann_, asked)->cannot_add.empty());
}

}  // namespace
}  // namespace parley
