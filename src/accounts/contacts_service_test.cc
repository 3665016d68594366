#include "accounts/contacts_service.h"

#include "accounts/test_accounts.h"

namespace parley {
namespace {

using enum ContactState;

class ContactsServiceTest : public AccountsTest {
 protected:
  ContactState state(UserId user, UserId peer) {
    auto service = contacts();
    for (const Contact& contact : service.list(user).value()) {
      if (contact.user == peer) return contact.state;
    }
    return None;
  }
  ContactState ask(UserId user, UserId peer) { return contacts().ask(user, peer).value().state; }

  UserId romeo_ = user("romeo");
  UserId juliet_ = user("juliet");
};

ContactsChanged changed(UserId user, ContactState state, std::uint64_t version) {
  return {{user, state, version}};
}

TEST_F(ContactsServiceTest, AskingShowsOnBothSidesAndAskingBackAccepts) {
  EXPECT_EQ(ask(romeo_, juliet_), Outgoing);
  EXPECT_EQ(state(juliet_, romeo_), Incoming);
  EXPECT_EQ(ask(romeo_, juliet_), Outgoing);
  EXPECT_EQ(ask(juliet_, romeo_), Accepted);
  EXPECT_EQ(state(romeo_, juliet_), Accepted);
  EXPECT_EQ(ask(romeo_, juliet_), Accepted);

  const auto items = drain_outbox();
  ASSERT_EQ(items.size(), 4u);
  EXPECT_EQ(items[0].recipient, romeo_);
  EXPECT_EQ(items[0].item, OutboxItem{changed(juliet_, Outgoing, 1)});
  EXPECT_EQ(items[1].recipient, juliet_);
  EXPECT_EQ(items[1].item, OutboxItem{changed(romeo_, Incoming, 1)});
  EXPECT_EQ(items[2].item, OutboxItem{changed(romeo_, Accepted, 2)});
  EXPECT_EQ(items[3].item, OutboxItem{changed(juliet_, Accepted, 2)});
}

TEST_F(ContactsServiceTest, RemovingEndsItOnBothSidesAndTheVersionGoesOn) {
  ask(romeo_, juliet_);
  ask(juliet_, romeo_);
  drain_outbox();
  EXPECT_EQ(contacts().remove(juliet_, romeo_).value(), (Contact{romeo_, None, 3}));
  EXPECT_EQ(state(romeo_, juliet_), None);
  EXPECT_EQ(contacts().remove(juliet_, romeo_).value(), (Contact{romeo_, None, 3}));
  EXPECT_EQ(drain_outbox().size(), 2u);
  ask(romeo_, juliet_);
  EXPECT_EQ(drain_outbox().at(0).item, OutboxItem{changed(juliet_, Outgoing, 4)});
}

TEST_F(ContactsServiceTest, OneCannotAskOneselfOrNobody) {
  EXPECT_EQ(code_of(contacts().ask(romeo_, romeo_)), Errc::BadRequest);
  EXPECT_EQ(code_of(contacts().ask(romeo_, UserId{404})), Errc::NotFound);
  EXPECT_EQ(code_of(contacts().block(romeo_, romeo_)), Errc::BadRequest);
  EXPECT_EQ(code_of(contacts().block(romeo_, UserId{404})), Errc::NotFound);
}

TEST_F(ContactsServiceTest, BlockingEndsTheContactAndUnblockingDoesNotBringItBack) {
  ask(romeo_, juliet_);
  ask(juliet_, romeo_);
  drain_outbox();
  ASSERT_TRUE(contacts().block(juliet_, romeo_).has_value());
  EXPECT_EQ(state(romeo_, juliet_), None);
  EXPECT_EQ(state(juliet_, romeo_), None);
  const auto items = drain_outbox();
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items[0].item, OutboxItem{changed(juliet_, None, 3)});
  EXPECT_EQ(items[1].item, OutboxItem{changed(romeo_, None, 3)});
  EXPECT_EQ(contacts().blocks(juliet_).value().at(0).user, romeo_);
  EXPECT_TRUE(contacts().blocks(romeo_).value().empty());

  ASSERT_TRUE(contacts().block(juliet_, romeo_).has_value());
  EXPECT_TRUE(drain_outbox().empty());
  ASSERT_TRUE(contacts().unblock(juliet_, romeo_).has_value());
  ASSERT_TRUE(contacts().unblock(juliet_, romeo_).has_value());
  EXPECT_EQ(state(juliet_, romeo_), None);
  EXPECT_EQ(drain_outbox().size(), 1u);
}

TEST_F(ContactsServiceTest, WhoIsBlockedAsksIntoTheVoid) {
  ASSERT_TRUE(contacts().block(juliet_, romeo_).has_value());
  drain_outbox();
  EXPECT_EQ(ask(romeo_, juliet_), Outgoing);
  EXPECT_EQ(state(juliet_, romeo_), None);
  for (const OutboxRow& row : drain_outbox()) EXPECT_EQ(row.recipient, romeo_);
  EXPECT_EQ(code_of(contacts().ask(juliet_, romeo_)), Errc::Conflict);

  ASSERT_TRUE(contacts().unblock(juliet_, romeo_).has_value());
  EXPECT_EQ(state(juliet_, romeo_), None);
  EXPECT_EQ(ask(romeo_, juliet_), Outgoing);
  EXPECT_EQ(state(juliet_, romeo_), Incoming);
  EXPECT_EQ(ask(juliet_, romeo_), Accepted);
}

TEST_F(ContactsServiceTest, AListHasALimitThatStrangersCannotFill) {
  limits_.contacts_a_user = 2;
  const UserId others[] = {user("other1"), user("other2"), user("other3")};
  EXPECT_EQ(ask(others[0], romeo_), Outgoing);
  EXPECT_EQ(ask(others[1], romeo_), Outgoing);
  EXPECT_EQ(code_of(contacts().ask(others[2], romeo_)), Errc::Conflict);
  EXPECT_EQ(ask(romeo_, juliet_), Outgoing);
  EXPECT_EQ(ask(romeo_, others[0]), Accepted);
  EXPECT_EQ(code_of(contacts().ask(romeo_, others[1])), Errc::Conflict);
  ASSERT_TRUE(contacts().remove(romeo_, juliet_).has_value());
  EXPECT_EQ(ask(romeo_, others[1]), Accepted);
}

TEST_F(ContactsServiceTest, TheRelayHandsOverInOrderAndTriesAgainWhereItWasRefused) {
  ask(romeo_, juliet_);
  ask(juliet_, romeo_);
  FakeSink sink;
  sink.refuse_from = 1;
  OutboxRelay relay(*store_, sink);
  EXPECT_EQ(code_of(relay.run_once()), Errc::StoreFailed);
  EXPECT_EQ(code_of(relay.run_once()), Errc::StoreFailed);
  EXPECT_EQ(sink.rows.size(), 1u);

  open();
  sink.refuse_from = SIZE_MAX;
  OutboxRelay restarted(*store_, sink);
  EXPECT_EQ(restarted.run_once().value(), 3u);
  EXPECT_EQ(restarted.run_once().value(), 0u);
  ASSERT_EQ(sink.rows.size(), 4u);
  for (std::size_t i = 0; i < sink.rows.size(); ++i) {
    EXPECT_EQ(sink.rows[i].position, OutboxPosition{i + 1});
  }
}

}  // namespace
}  // namespace parley
