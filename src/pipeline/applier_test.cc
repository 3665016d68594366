#include "pipeline/applier.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/test_chat.h"

namespace parley {
namespace {

std::vector<UserId> recipients_of(const Applied& applied) {
  std::vector<UserId> users;
  for (const auto& [user, item] : applied.items) users.push_back(user);
  return users;
}

const Message& message_at(const Chat& chat, ConversationId id, Seq seq, Event& event) {
  event = chat.reader.event(id, seq).value().value();
  return std::get<Message>(event.body);
}

TEST(Applier, PutsAMessageInOrderAndInTheInboxOfBoth) {
  Chat chat;
  const Applied applied =
      chat.apply(chat.command(kAnn, kAnnAndBen, SendMessage{"hello", std::nullopt, {}}));
  EXPECT_EQ(applied.answer->outcome, (Outcome{Outcome::Kind::Event, Seq{1}, {}}));
  EXPECT_FALSE(applied.answer->is_duplicate);
  EXPECT_EQ(applied.event->seq, Seq{1});
  EXPECT_EQ(recipients_of(applied), (std::vector{kAnn, kBen}));
  EXPECT_EQ(chat.items(kBen), (std::vector{Item{InboxSeq{1}, kAnnAndBen, EventItem{Seq{1}}}}));
}

TEST(Applier, AnswersAKnownSubmissionWithItsOutcomeAndNothingElse) {
  Chat chat;
  Command command = chat.command(kAnn, kAnnAndBen, SendMessage{"hello", std::nullopt, {}});
  chat.apply(command);
  command.body = DeleteMessage{Seq{1}};
  const Applied again = chat.apply(command);
  EXPECT_EQ(again.answer->outcome, (Outcome{Outcome::Kind::Event, Seq{1}, {}}));
  EXPECT_TRUE(again.answer->is_duplicate);
  EXPECT_FALSE(again.event);
  EXPECT_TRUE(again.items.empty());
  EXPECT_EQ(chat.head(kBen).head, InboxSeq{1});
}

TEST(Applier, TakesTheSameIdOfAnotherSenderOrConversationForAnotherSubmission) {
  Chat chat;
  Command command = chat.command(kAnn, kAnnAndBen, SendMessage{"hello", std::nullopt, {}});
  chat.apply(command);
  command.sender = kBen;
  EXPECT_EQ(chat.apply(command).answer->outcome.seq, Seq{2});
  command.conversation = ConversationId::of(kBen, kCleo);
  EXPECT_EQ(chat.apply(command).answer->outcome.seq, Seq{1});
}

TEST(Applier, TakesIdsInAnyOrderAndKnowsEachAgain) {
  Chat chat;
  const auto some = [&](std::string text) {
    return chat.command(kAnn, kAnnAndBen, SendMessage{std::move(text), std::nullopt, {}});
  };
  const std::array commands{some("first made"), some("second"), some("third"), some("fourth")};
  for (const std::size_t i : {2, 0, 3, 1}) {
    EXPECT_FALSE(chat.apply(commands[i]).answer->is_duplicate) << i;
  }
  EXPECT_EQ(chat.row(kBen, kAnnAndBen).last_seq, Seq{4});
  for (const Command& command : commands) EXPECT_TRUE(chat.apply(command).answer->is_duplicate);
  EXPECT_EQ(chat.row(kBen, kAnnAndBen).last_seq, Seq{4});
}

TEST(Applier, KnowsTheIdsOfMoreSendersThanItNotesTheNewestOf) {
  Chat chat;
  std::vector<UserId> members;
  for (std::uint64_t i = 0; i <= kNewestIdsMax; ++i) members.emplace_back(100 + i);
  chat.make_group(kBalcony, kAnn, members);
  std::vector<Command> commands;
  for (const UserId member : members) {
    commands.push_back(chat.command(member, kBalcony, SendMessage{"hi", std::nullopt, {}}));
    EXPECT_FALSE(chat.apply(commands.back()).answer->is_duplicate);
  }
  EXPECT_EQ(chat.reader.conversation(kBalcony)->newest_ids.size(), kNewestIdsMax);
  for (const Command& command : commands) EXPECT_TRUE(chat.apply(command).answer->is_duplicate);
}

TEST(Applier, CutsALongTextAndKeepsTheWholeBesideIt) {
  Chat chat;
  const std::string whole(20'000, 'x');
  const Seq seq = chat.say(kAnn, kAnnAndBen, whole);
  Event event;
  EXPECT_EQ(message_at(chat, kAnnAndBen, seq, event).text, (Text{std::string(4'000, 'x'), 20'000}));
  EXPECT_EQ(chat.reader.body(kAnnAndBen, seq).value(), whole);
}

TEST(Applier, KeepsATextOfSixteenKibibytesWhole) {
  Chat chat;
  const std::string text(16 * 1024, 'x');
  const Seq seq = chat.say(kAnn, kAnnAndBen, text);
  Event event;
  EXPECT_EQ(message_at(chat, kAnnAndBen, seq, event).text, (Text{text, 0}));
  EXPECT_EQ(chat.reader.body(kAnnAndBen, seq).error().code, Errc::NotFound);
}

TEST(Applier, LeavesNoTextOfADeletedMessageAnywhere) {
  Chat chat;
  const Seq seq = chat.say(kAnn, kAnnAndBen, std::string(20'000, 'x'), {kBen});
  const Seq edit =
      chat.submit(kAnn, kAnnAndBen, EditMessage{seq, std::string(30'000, 'y'), {kBen}}).seq;
  chat.submit(kAnn, kAnnAndBen, DeleteMessage{seq});
  Event event;
  EXPECT_EQ(message_at(chat, kAnnAndBen, seq, event), Message{});
  const Event edited = chat.reader.event(kAnnAndBen, edit).value().value();
  EXPECT_EQ(std::get<Edit>(edited.body), (Edit{seq, {}, {}}));
  EXPECT_FALSE(chat.reader.body(kAnnAndBen, seq));
  EXPECT_FALSE(chat.reader.body(kAnnAndBen, edit));
  EXPECT_TRUE(chat.row(kBen, kAnnAndBen).mentions.empty());
}

TEST(Applier, PlacesARejectionOnceAndRemembersIt) {
  Chat chat;
  chat.say(kBen, kAnnAndBen, "mine");
  const Command command = chat.command(kAnn, kAnnAndBen, EditMessage{Seq{1}, "stolen", {}});
  const Applied refused = chat.apply(command);
  EXPECT_EQ(refused.answer->outcome, (Outcome{Outcome::Kind::Rejected, Seq{}, Errc::Forbidden}));
  EXPECT_EQ(recipients_of(refused), std::vector{kAnn});
  const Applied again = chat.apply(command);
  EXPECT_TRUE(again.answer->is_duplicate);
  EXPECT_EQ(again.answer->outcome, refused.answer->outcome);
  EXPECT_EQ(chat.items(kAnn).back().body,
            ItemBody(RejectedItem{command.client_message_id, Errc::Forbidden}));
  EXPECT_EQ(chat.head(kAnn).head, InboxSeq{2});
}

TEST(Applier, RemembersARejectionInAConversationThatNeverWas) {
  Chat chat;
  const Command command = chat.command(kAnn, kBalcony, SendMessage{"anyone?", std::nullopt, {}});
  EXPECT_EQ(chat.apply(command).answer->outcome.code, Errc::NotFound);
  EXPECT_TRUE(chat.apply(command).answer->is_duplicate);
  EXPECT_EQ(chat.reader.conversation(kBalcony)->head, Seq{});
}

TEST(Applier, RemembersNothingOfAnIdThatIsTooOldOrTooFarAhead) {
  Chat chat;
  const Command old = chat.command(kAnn, kAnnAndBen, SendMessage{"late", std::nullopt, {}});
  chat.at = chat.at + kClientMessageIdAgeMax + Milliseconds{1};
  EXPECT_EQ(chat.apply(old).answer.error().code, Errc::ClientMessageIdExpired);
  Command ahead = chat.command(kAnn, kAnnAndBen, SendMessage{"early", std::nullopt, {}});
  ahead.client_message_id =
      make_client_message_id(chat.at + kClientMessageIdAheadMax + Milliseconds{1}, {});
  EXPECT_EQ(chat.apply(ahead).answer.error().code, Errc::ClientMessageIdAhead);
  EXPECT_EQ(chat.head(kAnn).head, InboxSeq{});
  chat.at = chat.at + Milliseconds{1};
  EXPECT_EQ(chat.apply(ahead).answer->outcome.seq, Seq{1});
}

TEST(Applier, GivesAnEventOfAGroupToItsMembersBeforeAndAfter) {
  Chat chat;
  chat.make_group(kBalcony, kAnn, {kBen, kCleo});
  const Applied removed = chat.apply(chat.command(kAnn, kBalcony, RemoveMember{kBen}));
  EXPECT_EQ(recipients_of(removed), (std::vector{kAnn, kBen, kCleo}));
  const Applied said =
      chat.apply(chat.command(kAnn, kBalcony, SendMessage{"hi", std::nullopt, {}}));
  EXPECT_EQ(recipients_of(said), (std::vector{kAnn, kCleo}));
  EXPECT_EQ(chat.row(kBen, kBalcony).left_at, Seq{2});
}

TEST(Applier, InvitesWhoLeftByChoiceInsteadOfAdding) {
  Chat chat;
  chat.make_group(kBalcony, kAnn, {kBen});
  chat.submit(kBen, kBalcony, RemoveMember{kBen});
  const Outcome invited = chat.submit(kAnn, kBalcony, PutMember{kBen, std::nullopt});
  EXPECT_EQ(invited.kind, Outcome::Kind::Invited);
  EXPECT_EQ(chat.items(kBen).back().body, ItemBody(InvitationItem{kAnn, "Balcony"}));
  EXPECT_EQ(chat.submit(kBen, kBalcony, PutMember{kBen, std::nullopt}).kind, Outcome::Kind::Event);
}

TEST(Applier, KnowsAGroupThatItHasForgotten) {
  Chat chat;
  chat.make_group(kBalcony, kAnn, {kBen});
  for (std::uint64_t other = 1; other <= 600; ++other) {
    chat.make_group(ConversationId::of(GroupId{other}), kAnn, {});
  }
  EXPECT_EQ(chat.say(kBen, kBalcony, "still here"), Seq{2});
}

TEST(Applier, DropsACommandThatWasAppliedBefore) {
  Chat chat;
  chat.make_group(kBalcony, kAnn, {kBen});
  const Command said = chat.command(kAnn, kBalcony, SendMessage{"hi", std::nullopt, {}});
  chat.apply(said);
  const InboxCommand preferred{kBen, kBalcony,
                               PreferencesChange{.notify = {}, .muted_until = {}, .pinned = true}};
  chat.apply(preferred);
  const Conversation before = chat.reader.conversation(kBalcony).value();
  const InboxHead head = chat.head(kBen);
  // A new applier over the same store, as after a crash; the log is read from the beginning.
  Applier replaying(chat.store);
  ASSERT_TRUE(replaying.apply(Position{2}, chat.at, said));
  ASSERT_TRUE(replaying.apply(Position{3}, chat.at, preferred));
  EXPECT_EQ(chat.reader.conversation(kBalcony).value(), before);
  EXPECT_EQ(chat.head(kBen), head);
}

TEST(Applier, ChangesNothingWhereTheStoreCannotBeWritten) {
  Chat chat;
  chat.make_group(kBalcony, kAnn, {kBen});
  const Command said = chat.command(kAnn, kBalcony, SendMessage{"hi", std::nullopt, {}});
  chat.store.fails_writes = true;
  EXPECT_EQ(chat.applier.apply(Position{2}, chat.at, said).error().code, Errc::StoreFailed);
  chat.store.fails_writes = false;
  EXPECT_EQ(chat.reader.conversation(kBalcony)->head, Seq{1});
  const auto applied = chat.applier.apply(Position{2}, chat.at, said);
  ASSERT_TRUE(applied);
  EXPECT_EQ(applied->event->seq, Seq{2});
}

TEST(Applier, ChangesNothingWhereTheStoreCannotBeRead) {
  Chat chat;
  const Command said = chat.command(kAnn, kAnnAndBen, SendMessage{"hi", std::nullopt, {}});
  chat.store.fails_reads = true;
  EXPECT_FALSE(chat.applier.apply(Position{1}, chat.at, said));
  chat.store.fails_reads = false;
  EXPECT_EQ(chat.head(kAnn), InboxHead{});
  EXPECT_EQ(chat.applier.apply(Position{1}, chat.at, said)->event->seq, Seq{1});
}

}  // namespace
}  // namespace parley
