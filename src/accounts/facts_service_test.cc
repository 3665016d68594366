#include "accounts/facts_service.h"

#include <thread>

#include "accounts/test_accounts.h"

namespace parley {
namespace {

class FactsServiceTest : public AccountsTest {
 protected:
  void befriend(UserId a, UserId b) {
    auto service = contacts();
    ASSERT_TRUE(service.ask(a, b).has_value());
    ASSERT_TRUE(service.ask(b, a).has_value());
  }

  UserId romeo_ = user("romeo");
  UserId juliet_ = user("juliet");
};

TEST_F(FactsServiceTest, AnyoneMayWriteToAnyone) {
  EXPECT_EQ(facts().facts_for(romeo_, juliet_).value(), (MessagingFacts{.peer_exists = true}));
  EXPECT_TRUE(facts().facts_for(romeo_, juliet_)->may_message());
  EXPECT_FALSE(facts().facts_for(romeo_, UserId{404})->may_message());
}

TEST_F(FactsServiceTest, ABlockHoldsInBothDirections) {
  ASSERT_TRUE(contacts().block(juliet_, romeo_).has_value());
  EXPECT_TRUE(facts().facts_for(romeo_, juliet_)->blocked);
  EXPECT_TRUE(facts().facts_for(juliet_, romeo_)->blocked);
  EXPECT_FALSE(facts().facts_for(juliet_, romeo_)->may_message());
}

TEST_F(FactsServiceTest, WhoWantsContactsOnlyIsReachedByContactsOnly) {
  ASSERT_TRUE(profiles().change(juliet_, {.messages_from = MessagesFrom::Contacts}).has_value());
  EXPECT_TRUE(facts().facts_for(romeo_, juliet_)->contacts_only);
  EXPECT_TRUE(facts().facts_for(juliet_, romeo_)->may_message());
  EXPECT_TRUE(facts().facts_for(juliet_, juliet_)->may_message());
  ASSERT_TRUE(contacts().ask(romeo_, juliet_).has_value());
  EXPECT_TRUE(facts().facts_for(romeo_, juliet_)->contacts_only);
  ASSERT_TRUE(contacts().ask(juliet_, romeo_).has_value());
  EXPECT_EQ(facts().facts_for(romeo_, juliet_).value(),
            (MessagingFacts{.peer_exists = true, .is_contact = true}));
}

TEST_F(FactsServiceTest, AddingNeedsAContactOrAnOpenDoorAndNoBlock) {
  const UserId open_door = user("benvolio");
  const UserId friendly = user("mercutio");
  const UserId blocker = user("tybalt");
  ASSERT_TRUE(profiles().change(open_door, {.groups_from = GroupsFrom::Anyone}).has_value());
  ASSERT_TRUE(profiles().change(blocker, {.groups_from = GroupsFrom::Anyone}).has_value());
  befriend(romeo_, friendly);
  ASSERT_TRUE(contacts().block(blocker, romeo_).has_value());

  const UserId users[] = {juliet_, open_door, friendly, blocker, UserId{404}};
  const auto all = facts().facts_for_adding(romeo_, users).value();
  ASSERT_EQ(all.size(), 5u);
  EXPECT_FALSE(all[0].may_add());
  EXPECT_TRUE(all[1].may_add());
  EXPECT_TRUE(all[2].may_add());
  EXPECT_EQ(
      all[3],
      (AddFacts{.user = blocker, .exists = true, .has_blocked_adder = true, .allows_adder = true}));
  EXPECT_EQ(all[4], AddFacts{.user = UserId{404}});
}

TEST_F(FactsServiceTest, PresenceIsForContactsAndGroupsAndAsFarAsBothShowIt) {
  const UserId paris = user("paris");
  befriend(romeo_, juliet_);
  const UserId users[] = {romeo_, juliet_, paris, UserId{404}};
  const auto seen = [&](bool share_group) {
    return facts().who_show_presence(romeo_, users, share_group).value();
  };
  EXPECT_EQ(seen(false), (std::vector{romeo_, juliet_}));
  EXPECT_EQ(seen(true), (std::vector{romeo_, juliet_, paris}));
  ASSERT_TRUE(profiles().change(paris, {.presence_to = VisibleTo::Contacts}).has_value());
  EXPECT_EQ(seen(true), (std::vector{romeo_, juliet_}));
  ASSERT_TRUE(profiles().change(romeo_, {.presence_to = VisibleTo::Nobody}).has_value());
  EXPECT_EQ(seen(true), (std::vector{romeo_}));
  EXPECT_EQ(facts().who_show_receipts(romeo_, users, true).value(),
            (std::vector{romeo_, juliet_, paris}));
}

TEST_F(FactsServiceTest, ABlockOfEitherHidesBoth) {
  const UserId paris = user("paris");
  const UserId tybalt = user("tybalt");
  befriend(romeo_, juliet_);
  ASSERT_TRUE(contacts().block(romeo_, tybalt).has_value());
  ASSERT_TRUE(contacts().block(paris, romeo_).has_value());
  const UserId users[] = {juliet_, paris, tybalt};
  EXPECT_EQ(facts().without_blocks(romeo_, users).value(), (std::vector{juliet_}));
  EXPECT_EQ(facts().who_show_presence(romeo_, users, true).value(), (std::vector{juliet_}));
}

TEST_F(FactsServiceTest, ADeletedAccountIsGoneAtOnce) {
  const auto tybalt = sign_up("tybalt").session.caller;
  ASSERT_TRUE(profiles().delete_account(tybalt, password_).has_value());
  EXPECT_EQ(facts().facts_for(romeo_, tybalt.user).value(),
            (MessagingFacts{.peer_exists = true, .peer_deleted = true}));
  const UserId users[] = {tybalt.user};
  EXPECT_FALSE(facts().facts_for_adding(romeo_, users)->at(0).may_add());
}

TEST_F(FactsServiceTest, TwentyStrangersAreWrittenToInAny24Hours) {
  const Milliseconds hour{60 * 60 * 1'000};
  for (std::uint64_t peer = 1; peer <= 20; ++peer) {
    EXPECT_TRUE(facts().try_new_direct(romeo_, UserId{peer}).has_value());
    clock_.advance(Milliseconds{peer == 1 ? 1'000 : 0});
  }
  clock_.advance(hour);
  const auto refused = facts().try_new_direct(romeo_, UserId{21});
  EXPECT_EQ(code_of(refused), Errc::RateLimited);
  EXPECT_EQ(refused.error().retry_after, 23 * hour - Milliseconds{1'000});
  EXPECT_TRUE(facts().try_new_direct(romeo_, UserId{7}).has_value());
  EXPECT_TRUE(facts().try_new_direct(juliet_, UserId{21}).has_value());

  open();
  EXPECT_EQ(facts().count_new_direct(romeo_).value(), 20u);
  clock_.advance(*refused.error().retry_after);
  EXPECT_TRUE(facts().try_new_direct(romeo_, UserId{21}).has_value());
  EXPECT_EQ(code_of(facts().try_new_direct(romeo_, UserId{22})), Errc::RateLimited);
}

TEST_F(FactsServiceTest, AGroupIsMadeOnceForACreatorAndId) {
  const auto id = make_client_message_id(clock_.now(), {1});
  const auto other = make_client_message_id(clock_.now(), {2});
  const GroupId group = facts().group_for(romeo_, id).value();
  open();
  EXPECT_EQ(facts().group_for(romeo_, id).value(), group);
  EXPECT_NE(facts().group_for(romeo_, other).value(), group);
  EXPECT_NE(facts().group_for(juliet_, id).value(), group);
}

TEST_F(FactsServiceTest, AGroupIsMadeOnceHoweverManyAskAtOnce) {
  const auto id = make_client_message_id(clock_.now(), {1});
  std::vector<GroupId> groups(8);
  {
    std::vector<std::jthread> threads;
    for (GroupId& group : groups) {
      threads.emplace_back([&] { group = facts().group_for(romeo_, id).value(); });
    }
  }
  for (const GroupId group : groups) EXPECT_EQ(group, groups.front());
}

}  // namespace
}  // namespace parley
