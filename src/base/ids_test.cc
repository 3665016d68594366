#include "base/ids.h"

#include <gtest/gtest.h>

#include <unordered_set>

namespace parley {
namespace {

constexpr std::string_view kUuid = "0190163d-8694-739b-aea5-966c26f8ad91";

TEST(Ids, AreReadBackFromTheirText) {
  for (const std::uint64_t bits : {1ULL, 42ULL, (1ULL << 63) - 1}) {
    EXPECT_EQ(id_from<UserId>(to_text(UserId{bits})), UserId{bits});
  }
}

TEST(Ids, HaveOneSpellingEach) {
  for (const auto* text : {"", "0", "01", "+1", "-1", " 1", "1 ", "1x", "0x1",
                           "9223372036854775808", "99999999999999999999", "١"}) {
    EXPECT_EQ(id_from<UserId>(text), std::nullopt) << text;
  }
}

TEST(Ids, OfDifferentKindsDoNotConvert) {
  static_assert(!std::is_convertible_v<UserId, DeviceId>);
  static_assert(!std::is_convertible_v<std::uint64_t, UserId>);
  static_assert(!std::is_constructible_v<UserId, DeviceId>);
}

TEST(ConversationIds, AreReadBackFromTheirText) {
  const auto direct = ConversationId::of(UserId{30}, UserId{4});
  EXPECT_EQ(to_text(direct), "d4-30");
  EXPECT_EQ(conversation_from("d4-30"), direct);
  EXPECT_EQ(conversation_from("g7"), ConversationId::of(GroupId{7}));
  EXPECT_EQ(to_text(ConversationId::of(GroupId{7})), "g7");
}

TEST(ConversationIds, CompareTheUsersOfADirectOneAsNumbers) {
  EXPECT_TRUE(conversation_from("d9-10"));
  EXPECT_FALSE(conversation_from("d10-9"));
}

TEST(ConversationIds, AdmitNotesToOneself) {
  const auto notes = ConversationId::of(UserId{5}, UserId{5});
  EXPECT_EQ(conversation_from("d5-5"), notes);
  EXPECT_EQ(notes.peer_of(UserId{5}), UserId{5});
}

TEST(ConversationIds, HaveOneSpellingEach) {
  for (const auto* text : {"", "d", "g", "d1", "d1-", "d-1", "d01-2", "d1-02", "d1-2-3", "d0-1",
                           "g0", "g01", "G1", "x1", "d1 -2", "g1-2"}) {
    EXPECT_EQ(conversation_from(text), std::nullopt) << text;
  }
}

TEST(ConversationIds, KnowTheirTwoUsers) {
  const auto direct = ConversationId::of(UserId{2}, UserId{1});
  EXPECT_TRUE(direct.is_between(UserId{1}));
  EXPECT_FALSE(direct.is_between(UserId{3}));
  EXPECT_EQ(direct.peer_of(UserId{1}), UserId{2});
  EXPECT_FALSE(ConversationId::of(GroupId{1}).is_between(UserId{1}));
}

TEST(ClientMessageIds, AreReadBackFromTheirText) {
  const auto id = client_message_id_from(kUuid);
  ASSERT_TRUE(id);
  EXPECT_EQ(to_text(*id), kUuid);
  EXPECT_EQ(id->time(), TimeMs{0x0190163d8694});
}

TEST(ClientMessageIds, AreVersion7InLowerCaseWithHyphens) {
  for (const auto* text : {
           "",
           "0190163d8694739baea5966c26f8ad91",
           "0190163D-8694-739B-AEA5-966C26F8AD91",
           "0190163d-8694-439b-aea5-966c26f8ad91",  // Version 4.
           "0190163d-8694-739b-cea5-966c26f8ad91",  // Variant 11.
           "0190163d-8694-739b-2ea5-966c26f8ad91",  // Variant 00.
           "0190163d-8694-739b-aea5-966c26f8ad9g",
           "0190163d-8694-739b-aea5-966c26f8ad9",
           "0190163d-8694-739b-aea5-966c26f8ad911",
           "0190163d+8694-739b-aea5-966c26f8ad91",
           "{190163d-8694-739b-aea5-966c26f8ad91}",
       }) {
    EXPECT_EQ(client_message_id_from(text), std::nullopt) << text;
  }
}

TEST(ClientMessageIds, ThatAreMadeCarryTheirTimeAndAreValid) {
  const TimeMs now{1'767'225'600'123};
  const auto id = make_client_message_id(now, {255, 255, 255, 255, 255, 255, 255, 255, 255, 255});
  EXPECT_EQ(id.time(), now);
  EXPECT_EQ(client_message_id_from(to_text(id)), id);
}

TEST(Counters, StepByOne) {
  EXPECT_EQ(next(Seq{1}), Seq{2});
  EXPECT_EQ(to_number(next(InboxSeq{0})), 1U);
}

TEST(Hashes, TellNeighboursApart) {
  std::unordered_set<std::size_t> seen;
  for (std::uint64_t i = 1; i <= 1'000; ++i) {
    seen.insert(std::hash<UserId>{}(UserId{i}));
    seen.insert(std::hash<ConversationId>{}(ConversationId::of(UserId{i}, UserId{i + 1})));
  }
  EXPECT_EQ(seen.size(), 2'000U);
}

}  // namespace
}  // namespace parley
