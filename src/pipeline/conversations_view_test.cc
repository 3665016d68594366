#include "pipeline/conversations_view.h"

#include <gtest/gtest.h>

#include "pipeline/test_chat.h"

namespace parley {
namespace {

std::vector<std::string> ids_of(const ConversationsPage& page) {
  std::vector<std::string> ids;
  for (const auto& shown : page.conversations) ids.push_back(to_text(shown.conversation));
  return ids;
}

class ConversationsViewTest : public testing::Test {
 protected:
  ConversationsPage page(UserId user, std::optional<std::string> before = {},
                         std::size_t limit = 10) {
    return ConversationsView(chat_.reader).page(user, before, limit).value();
  }
  wire::Conversation one(UserId user, ConversationId id = kAnnAndBen) {
    return ConversationsView(chat_.reader).one(user, id).value();
  }
  void later() { chat_.at = chat_.at + Milliseconds{1'000}; }

  Chat chat_;
};

TEST_F(ConversationsViewTest, ListsTheNewestFirst) {
  chat_.say(kAnn, kAnnAndBen, "first");
  later();
  chat_.say(kAnn, ConversationId::of(kAnn, kCleo), "second");
  later();
  chat_.make_group(kBalcony, kDan, {kAnn});
  EXPECT_EQ(ids_of(page(kAnn)), (std::vector<std::string>{"g900", "d101-103", "d101-102"}));
  later();
  chat_.say(kBen, kAnnAndBen, "again");
  EXPECT_EQ(ids_of(page(kAnn)), (std::vector<std::string>{"d101-102", "g900", "d101-103"}));
}

TEST_F(ConversationsViewTest, KeepsItsPlaceThroughAnEditOrAReaction) {
  chat_.say(kAnn, kAnnAndBen, "first");
  later();
  chat_.say(kAnn, ConversationId::of(kAnn, kCleo), "second");
  later();
  chat_.submit(kAnn, kAnnAndBen, EditMessage{Seq{1}, "edited", {}});
  chat_.submit(kBen, kAnnAndBen, React{Seq{1}, "👍", true});
  EXPECT_EQ(ids_of(page(kAnn)), (std::vector<std::string>{"d101-103", "d101-102"}));
}

TEST_F(ConversationsViewTest, OrdersEqualTimesByTheTextOfTheIdDownward) {
  for (const std::uint64_t group : {9ULL, 10ULL, 2ULL}) {
    chat_.make_group(ConversationId::of(GroupId{group}), kAnn, {});
  }
  chat_.say(kAnn, kAnnAndBen, "hello");
  EXPECT_EQ(ids_of(page(kAnn)), (std::vector<std::string>{"g9", "g2", "g10", "d101-102"}));
}

TEST_F(ConversationsViewTest, GoesOnAfterTheMarkOfThePageBefore) {
  for (std::uint64_t group = 1; group <= 5; ++group) {
    if (group % 2 == 0) later();
    chat_.make_group(ConversationId::of(GroupId{group}), kAnn, {});
  }
  std::vector<std::string> all;
  std::optional<std::string> mark;
  do {
    const ConversationsPage two = page(kAnn, mark, 2);
    for (const std::string& id : ids_of(two)) all.push_back(id);
    mark = two.next;
  } while (mark);
  EXPECT_EQ(all, (std::vector<std::string>{"g5", "g4", "g3", "g2", "g1"}));
  EXPECT_FALSE(page(kAnn, std::nullopt, 5).next);
}

TEST_F(ConversationsViewTest, RefusesAMarkThatIsNone) {
  const ConversationsView view(chat_.reader);
  for (const std::string_view mark :
       {"", ".", "5", "x.g1", "5.", "5.x1", "5x.g1", "99999999999999999999.g1"}) {
    EXPECT_EQ(view.page(kAnn, mark, 10).error().code, Errc::BadRequest) << mark;
  }
}

TEST_F(ConversationsViewTest, CountsWhatIsUnreadAndWhatNamesMe) {
  chat_.make_group(kBalcony, kAnn, {kBen});
  chat_.say(kAnn, kBalcony, "one");
  chat_.say(kAnn, kBalcony, "two", {kBen});
  EXPECT_EQ(one(kBen, kBalcony).unread, 2U);
  EXPECT_EQ(one(kBen, kBalcony).unread_mentions, 1U);
  EXPECT_EQ(one(kAnn, kBalcony).unread, 0U);
  chat_.read(kBen, kBalcony, Seq{3});
  EXPECT_EQ(one(kBen, kBalcony).unread, 0U);
  EXPECT_EQ(one(kBen, kBalcony).unread_mentions, 0U);
  EXPECT_EQ(one(kBen, kBalcony).read, Seq{3});
}

TEST_F(ConversationsViewTest, ShowsTheLastMessageFolded) {
  chat_.say(kAnn, kAnnAndBen, "first");
  chat_.say(kAnn, kAnnAndBen, "last");
  chat_.submit(kAnn, kAnnAndBen, EditMessage{Seq{2}, "edited", {}});
  ASSERT_TRUE(one(kBen).last_message);
  EXPECT_EQ(one(kBen).last_message->text, "edited");
  PreferencesChange clear;
  clear.cleared_through.emplace(Seq{2});
  chat_.prefer(kBen, kAnnAndBen, clear);
  EXPECT_FALSE(one(kBen).last_message);
}

TEST_F(ConversationsViewTest, ShowsTitleMembersAndRolesOfAGroup) {
  chat_.make_group(kBalcony, kAnn, {kBen, kCleo});
  chat_.submit(kAnn, kBalcony, PutMember{kCleo, Role::Admin});
  const wire::Conversation shown = one(kBen, kBalcony);
  EXPECT_EQ(shown.kind, wire::ConversationKind::Group);
  EXPECT_EQ(shown.title, "Balcony");
  EXPECT_EQ(shown.members, (std::vector{kAnn, kBen, kCleo}));
  EXPECT_EQ(shown.roles,
            (std::map<UserId, wire::Role>{{kAnn, wire::Role::Owner}, {kCleo, wire::Role::Admin}}));
}

TEST_F(ConversationsViewTest, KeepsAGroupThatIWasPutOutOf) {
  chat_.make_group(kBalcony, kAnn, {kBen});
  later();
  chat_.submit(kAnn, kBalcony, RemoveMember{kBen});
  EXPECT_EQ(ids_of(page(kBen)), std::vector<std::string>{"g900"});
  EXPECT_EQ(one(kBen, kBalcony).left_at, chat_.at);
  EXPECT_FALSE(one(kAnn, kBalcony).left_at);
}

TEST_F(ConversationsViewTest, TellsWhoIsOutNothingOfWhatCameAfter) {
  chat_.make_group(kBalcony, kAnn, {kBen});
  chat_.submit(kBen, kBalcony, RemoveMember{kBen});
  EXPECT_EQ(one(kBen, kBalcony).title, "Balcony");
  EXPECT_TRUE(one(kBen, kBalcony).members.empty());
  EXPECT_TRUE(one(kBen, kBalcony).roles.empty());
  chat_.submit(kAnn, kBalcony, ChangeSettings{"Orchard", std::nullopt});
  EXPECT_EQ(one(kBen, kBalcony).title, "Balcony");
  chat_.submit(kAnn, kBalcony, PutMember{kCleo, std::nullopt});
  chat_.submit(kCleo, kBalcony, RemoveMember{kCleo});
  chat_.submit(kAnn, kBalcony, ChangeSettings{"Tomb", std::nullopt});
  EXPECT_EQ(one(kCleo, kBalcony).title, "Orchard");
  EXPECT_EQ(one(kAnn, kBalcony).title, "Tomb");
}

TEST_F(ConversationsViewTest, NamesEachPersonOnce) {
  chat_.make_group(kBalcony, kAnn, {kBen, kCleo});
  chat_.say(kAnn, kAnnAndBen, "hello");
  EXPECT_EQ(page(kAnn).people, (std::vector{kAnn, kBen, kCleo}));
}

TEST_F(ConversationsViewTest, DoesNotListWhatHoldsOnlyARefusal) {
  chat_.submit(kAnn, kBalcony, SendMessage{"anyone?", std::nullopt, {}});
  EXPECT_TRUE(page(kAnn).conversations.empty());
  EXPECT_EQ(ConversationsView(chat_.reader).one(kAnn, kBalcony).error().code, Errc::NotFound);
}

TEST_F(ConversationsViewTest, ReadsADirectConversationAsEmptyBeforeItsFirstEvent) {
  const wire::Conversation empty = one(kAnn);
  EXPECT_EQ(empty.kind, wire::ConversationKind::Direct);
  EXPECT_FALSE(empty.last_message);
  EXPECT_EQ(empty.unread, 0U);
  EXPECT_EQ(ConversationsView(chat_.reader).one(kCleo, kAnnAndBen).error().code, Errc::NotFound);
}

TEST_F(ConversationsViewTest, DerivesReceivedFromWhatSomeDeviceHolds) {
  chat_.say(kAnn, kAnnAndBen, "one");
  chat_.say(kAnn, kAnnAndBen, "two");
  chat_.say(kAnn, ConversationId::of(kBen, kAnn), "three");
  EXPECT_EQ(one(kBen).received, Seq{});
  ASSERT_TRUE(chat_.applier.note_device(kBen, DeviceId{1}, InboxSeq{2}, chat_.at));
  ASSERT_TRUE(chat_.applier.note_device(kBen, DeviceId{2}, InboxSeq{1}, chat_.at));
  EXPECT_EQ(one(kBen).received, Seq{2});
  ASSERT_TRUE(chat_.applier.note_device(kBen, DeviceId{2}, InboxSeq{3}, chat_.at));
  EXPECT_EQ(one(kBen).received, Seq{3});
  EXPECT_EQ(ConversationsView(chat_.reader).marker(kBen, kAnnAndBen).value(),
            (wire::Marker{kBen, Seq{3}, Seq{}}));
}

}  // namespace
}  // namespace parley
