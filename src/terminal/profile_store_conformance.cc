#include "terminal/profile_store_conformance.h"

#include "terminal/fake_events.h"

namespace parley::terminal {
namespace {

TEST_P(ProfileStoreConformance, AFreshProfileIsEmpty) {
  const auto open = GetParam().make();
  EXPECT_EQ(open().load().value(), Profile{});
}

TEST_P(ProfileStoreConformance, WhatWasSavedIsThereInTheNextRun) {
  const auto open = GetParam().make();
  Changes changes = romeo_at_10();
  changes.open = kDirect;
  changes.chats[kDirect] = {.id = kDirect, .last = Seq{4}, .read_wanted = Seq{3}, .unread = 2};
  changes.chats[kGroup] = {.id = kGroup, .title = "verona", .held_from = Seq{2}, .has_left = true};
  changes.outbox[3] = {.position = 3, .conversation = kDirect, .text = "adieu"};
  changes.outbox[4] = {.position = 4,
                       .conversation = kGroup,
                       .kind = SubmissionKind::React,
                       .target = Seq{9},
                       .text = "👍",
                       .is_on = false,
                       .id = id_of(1),
                       .state = OutboxState::Accepted};
  ASSERT_TRUE(open().save(changes));
  Profile expected;
  apply(expected, changes);
  EXPECT_EQ(open().load().value(), expected);
}

TEST_P(ProfileStoreConformance, ARowReplacesTheOneBefore) {
  const auto open = GetParam().make();
  Changes first = romeo_at_10();
  first.outbox[1] = {.position = 1, .conversation = kDirect, .text = "adieu"};
  ASSERT_TRUE(open().save(first));
  Changes second;
  second.cursor = Cursor{Incarnation{1}, InboxSeq{11}};
  second.outbox[1] = first.outbox[1];
  second.outbox[1].id = id_of(7);
  ASSERT_TRUE(open().save(second));
  const Profile now = open().load().value();
  EXPECT_EQ(now.cursor->inbox_seq, InboxSeq{11});
  EXPECT_EQ(now.outbox.at(1).id, id_of(7));
  ASSERT_TRUE(open().save({.outbox_gone = {1}}));
  EXPECT_TRUE(open().load().value().outbox.empty());
}

TEST_P(ProfileStoreConformance, EventsAreReadBackwardsFromAPlace) {
  const auto open = GetParam().make();
  Changes changes;
  for (const std::uint64_t seq : {2, 3, 5, 8}) {
    changes.events[{kDirect, Seq{seq}}] = message_of(seq, kJuliet, "a");
  }
  changes.events[{kGroup, Seq{4}}] = message_of(4, kJuliet, "elsewhere");
  ASSERT_TRUE(open().save(changes));
  const auto seqs = [&](Seq first, std::optional<Seq> before, std::size_t limit) {
    std::vector<std::uint64_t> found;
    for (const auto& event : open().events(kDirect, first, before, limit).value()) {
      found.push_back(to_number(*seq_of(event)));
    }
    return found;
  };
  EXPECT_EQ(seqs(Seq{1}, std::nullopt, 2), (std::vector<std::uint64_t>{5, 8}));
  EXPECT_EQ(seqs(Seq{1}, Seq{5}, 10), (std::vector<std::uint64_t>{2, 3}));
  EXPECT_EQ(seqs(Seq{3}, std::nullopt, 10), (std::vector<std::uint64_t>{3, 5, 8}));
}

TEST_P(ProfileStoreConformance, AnEventComesBackAsItWas) {
  const auto open = GetParam().make();
  auto message = message_of(2, kJuliet, "\x1b[2J \"O\" \n ☾");
  message.reactions = {{"👍", {kRomeo}}};
  message.revision = Seq{4};
  Changes changes;
  changes.events[{kDirect, Seq{2}}] = message;
  ASSERT_TRUE(open().save(changes));
  EXPECT_EQ(open().event({kDirect, Seq{2}}).value(), wire::Event(message));
  EXPECT_EQ(open().event({kDirect, Seq{3}}).value(), std::nullopt);
}

TEST_P(ProfileStoreConformance, ForgettingEventsKeepsWhatIsToBeSent) {
  const auto open = GetParam().make();
  Changes changes = romeo_at_10();
  changes.chats[kDirect] = {.id = kDirect};
  changes.events[{kDirect, Seq{2}}] = message_of(2, kJuliet, "a");
  changes.outbox[1] = {.position = 1, .conversation = kDirect, .text = "adieu"};
  ASSERT_TRUE(open().save(changes));
  ASSERT_TRUE(open().save({.forgets_events = true}));
  EXPECT_TRUE(open().load().value().chats.empty());
  EXPECT_EQ(open().load().value().outbox.size(), 1U);
  EXPECT_EQ(open().event({kDirect, Seq{2}}).value(), std::nullopt);
  ASSERT_TRUE(open().save({.forgets_all = true}));
  EXPECT_EQ(open().load().value(), Profile{});
}

}  // namespace
}  // namespace parley::terminal
