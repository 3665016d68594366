#include <gtest/gtest.h>

#include "conversations/stage.h"

namespace parley {
namespace {

constexpr UserId kAda{11};
constexpr UserId kBen{12};
constexpr UserId kCai{13};
constexpr UserId kEve{66};
const ConversationId kDirect = ConversationId::of(kAda, kBen);

SendMessage reply(Seq to) { return {.text = "yes", .reply_to = to, .mentions = {}}; }
SendMessage naming(std::vector<UserId> users) {
  return {.text = "you", .reply_to = {}, .mentions = std::move(users)};
}

std::optional<Seq> reply_in(const Decision& decision) {
  return std::get<Message>(decision.effects->event.body).reply_to;
}
std::vector<UserId> mentions_in(const Decision& decision) {
  return std::get<Message>(decision.effects->event.body).mentions;
}

TEST(Messages, ReachEveryMemberTheSenderIncluded) {
  Stage group = Stage::of_group(kBen, {kCai, kAda});
  EXPECT_EQ(group.submit(kAda, text("hello")).effects->recipients, (std::vector{kAda, kBen, kCai}));
  Stage direct(kDirect);
  EXPECT_EQ(direct.submit(kBen, text("hello")).effects->recipients, (std::vector{kAda, kBen}));
}

TEST(Messages, ToOneselfReachOnePerson) {
  Stage stage(ConversationId::of(kAda, kAda));
  EXPECT_EQ(stage.submit(kAda, text("milk")).effects->recipients, std::vector{kAda});
}

TEST(Messages, DoNotReachWhoLeft) {
  Stage stage = Stage::of_group(kAda, {kBen, kCai});
  stage.submit(kBen, RemoveMember{kBen});
  EXPECT_EQ(stage.submit(kAda, text("hello")).effects->recipients, (std::vector{kAda, kCai}));
}

TEST(Messages, CarryTextSenderAndNameOfTheSubmission) {
  Stage stage(kDirect);
  const Command command = stage.command(kAda, text("hello"));
  const Event event = stage.submit(command).effects->event;
  EXPECT_EQ(event.sender, kAda);
  EXPECT_EQ(event.client_message_id, command.client_message_id);
  EXPECT_EQ(std::get<Message>(event.body).text, (Text{.text = "hello", .length = 0}));
}

TEST(Replies, KeepWhatTheyReplyTo) {
  Stage stage(kDirect);
  const Seq asked = stage.say(kBen);
  EXPECT_EQ(reply_in(stage.submit(kAda, reply(asked))), asked);
}

TEST(Replies, ToNothingAreSentWithoutTheirPointer) {
  Stage stage(kDirect);
  stage.say(kBen);
  EXPECT_EQ(reply_in(stage.submit(kAda, reply(Seq{0}))), std::nullopt);
  EXPECT_EQ(reply_in(stage.submit(kAda, reply(Seq{900}))), std::nullopt);
}

TEST(Replies, ToAnEventThatIsNoMessageAreSentWithoutTheirPointer) {
  Stage stage = Stage::of_group(kAda, {kBen});
  EXPECT_EQ(reply_in(stage.submit(kBen, reply(Seq{1}))), std::nullopt);
}

TEST(Replies, ToWhatTheSenderMayNotReadAreSentWithoutTheirPointer) {
  Stage stage = Stage::of_group(kAda, {kBen});
  const Seq before = stage.say(kAda);
  stage.submit(kAda, put(kCai));
  EXPECT_EQ(reply_in(stage.submit(kCai, reply(before))), std::nullopt);
}

TEST(Replies, MayReachIntoAnEarlierStay) {
  Stage stage = Stage::of_group(kAda, {kBen});
  const Seq early = stage.say(kAda);
  stage.submit(kAda, RemoveMember{kBen});
  stage.submit(kAda, put(kBen));
  EXPECT_EQ(reply_in(stage.submit(kBen, reply(early))), early);
}

TEST(Replies, MayPointAtATombstone) {
  Stage stage(kDirect);
  const Seq gone = stage.say(kBen);
  stage.submit(kBen, DeleteMessage{gone});
  EXPECT_EQ(reply_in(stage.submit(kAda, reply(gone))), gone);
}

TEST(Mentions, OfMembersAreKeptOnceInTheOrderWritten) {
  Stage stage = Stage::of_group(kAda, {kBen, kCai});
  EXPECT_EQ(mentions_in(stage.submit(kAda, naming({kCai, kBen, kCai}))), (std::vector{kCai, kBen}));
}

TEST(Mentions, OfOthersAreDropped) {
  Stage stage = Stage::of_group(kAda, {kBen, kCai});
  stage.submit(kCai, RemoveMember{kCai});
  EXPECT_EQ(mentions_in(stage.submit(kAda, naming({kEve, kCai, kBen}))), std::vector{kBen});
  Stage direct(kDirect);
  EXPECT_EQ(mentions_in(direct.submit(kAda, naming({kBen, kEve}))), std::vector{kBen});
}

TEST(Mentions, OfAFullGroupAreAllKept) {
  std::vector<UserId> others;
  for (std::uint64_t i = 1; i < kGroupMembersMax; ++i) others.emplace_back(1'000 + i);
  Stage stage = Stage::of_group(kAda, others);
  std::vector<UserId> everybody = others;
  everybody.push_back(kAda);
  EXPECT_EQ(mentions_in(stage.submit(kAda, naming(everybody))).size(), kMentionsMax);
}

}  // namespace
}  // namespace parley
