#include "pipeline/present.h"

#include <gtest/gtest.h>

#include "pipeline/test_chat.h"

namespace parley {
namespace {

Event event_of(EventBody body) {
  return {Seq{3}, Ordinal{2}, kAnn, TimeMs{1'000}, ClientMessageId{}, std::move(body)};
}
std::string json_of(const wire::Event& event) {
  std::string json;
  wire::append_json(json, event);
  return json;
}

TEST(Present, ShowsACutTextWithTheLengthOfTheWhole) {
  const auto shown =
      std::get<wire::MessageEvent>(present(event_of(Message{{"begin", 20'000}, Seq{1}, {kBen}})));
  EXPECT_EQ(shown.text, "begin");
  EXPECT_EQ(shown.length, 20'000U);
  EXPECT_TRUE(shown.truncated);
  EXPECT_EQ(shown.reply_to, Seq{1});
  EXPECT_EQ(shown.mentions, std::vector{kBen});
  EXPECT_EQ(shown.seq, Seq{3});
  EXPECT_EQ(shown.ordinal, Ordinal{2});
}

TEST(Present, ShowsAWholeTextWithoutALength) {
  const auto shown =
      std::get<wire::MessageEvent>(present(event_of(Message{{"all", 0}, std::nullopt, {}})));
  EXPECT_FALSE(shown.length);
  EXPECT_FALSE(shown.truncated);
}

TEST(Present, ShowsNoTextOfAnEditWhoseMessageWasDeleted) {
  const auto shown = std::get<wire::EditEvent>(present(event_of(Edit{Seq{1}, {}, {}})));
  EXPECT_EQ(shown.target, Seq{1});
  EXPECT_FALSE(shown.text);
  EXPECT_EQ(json_of(shown).find("\"text\""), std::string::npos);
}

TEST(Present, ShowsRolesThatChanged) {
  const auto shown = std::get<wire::MembersEvent>(present(
      event_of(MembersChanged{{kBen}, {kCleo}, {{kAnn, Role::Admin}, {kBen, Role::Owner}}})));
  EXPECT_EQ(shown.added, std::vector{kBen});
  EXPECT_EQ(shown.removed, std::vector{kCleo});
  EXPECT_EQ(shown.roles.at(kAnn), wire::Role::Admin);
  EXPECT_EQ(shown.roles.at(kBen), wire::Role::Owner);
}

TEST(Present, ShowsOnlyTheSettingsThatChanged) {
  const auto shown = std::get<wire::SettingsEvent>(
      present(event_of(SettingsChanged{std::nullopt, HistoryRule::All})));
  EXPECT_FALSE(shown.title);
  EXPECT_EQ(shown.history, wire::HistoryRule::All);
}

TEST(Present, ShowsAFoldedMessageWithWhatWasFoldedIn) {
  FoldedMessage folded{.message = Message{{"new", 0}, std::nullopt, {}},
                       .edited_at = TimeMs{2'000},
                       .is_deleted = false,
                       .reactions = {{"👍", {kBen, kAnn}}},
                       .revision = Seq{9}};
  const wire::MessageEvent shown = present(event_of(Message{{"old", 0}, std::nullopt, {}}), folded);
  EXPECT_EQ(shown.text, "new");
  EXPECT_EQ(shown.edited_at, TimeMs{2'000});
  EXPECT_EQ(shown.reactions, (std::vector<wire::Reaction>{{"👍", {kBen, kAnn}}}));
  EXPECT_EQ(shown.revision, Seq{9});
}

TEST(Present, ShowsARemovedContactWithoutAState) {
  Contact gone;
  gone.user = kBen;
  gone.version = 5;
  const auto shown = std::get<wire::ContactsEvent>(present(ItemBody(ContactItem{gone})));
  EXPECT_FALSE(shown.state);
  EXPECT_EQ(shown.version, 5U);
}

TEST(Present, ShowsEveryOwnItemAsItsKind) {
  EXPECT_EQ(json_of(present(ItemBody(ReadItem{Seq{4}, 2}))),
            R"({"kind":"read","through":4,"unread":2})");
  EXPECT_EQ(json_of(present(ItemBody(DevicesItem{}))), R"({"kind":"devices"})");
  EXPECT_EQ(json_of(present(ItemBody(InvitationItem{kAnn, "Roof"}))),
            R"({"kind":"invitation","by":"101","title":"Roof"})");
}

TEST(Present, LeavesTheConversationOutOfAnItemThatHasNone) {
  EXPECT_EQ(item_json(Item{InboxSeq{1}, {}, DevicesItem{}}), R"("event":{"kind":"devices"}})");
  EXPECT_EQ(item_json(Item{InboxSeq{1}, kBalcony, ReadItem{Seq{1}, 0}}),
            R"("conversation":"g900","event":{"kind":"read","through":1,"unread":0}})");
}

TEST(Present, TellsAnOutcomeByItsSeqOrItsCode) {
  const wire::Outcome event = present({Outcome::Kind::Event, Seq{4}, {}}, true);
  EXPECT_EQ(event, (wire::Outcome{.duplicate = true, .seq = Seq{4}}));
  const wire::Outcome unchanged = present({Outcome::Kind::Unchanged, Seq{4}, {}}, false);
  EXPECT_EQ(unchanged, (wire::Outcome{.seq = Seq{4}, .unchanged = true}));
  const wire::Outcome rejected = present({Outcome::Kind::Rejected, Seq{}, Errc::Forbidden}, false);
  EXPECT_EQ(rejected.code, Errc::Forbidden);
  EXPECT_FALSE(rejected.seq);
}

}  // namespace
}  // namespace parley
