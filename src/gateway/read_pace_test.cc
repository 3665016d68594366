#include "gateway/read_pace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parley {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr ConversationId kVerona = ConversationId::of(GroupId{10});
constexpr ConversationId kMantua = ConversationId::of(GroupId{20});

wire::ReadFrame read(ConversationId conversation, std::uint64_t through) {
  return {.conversation = conversation, .through = Seq{through}};
}

TEST(ReadPace, TheFirstGoesAndTheFurthestOfTheRestGoesTwoSecondsLater) {
  ReadPace pace;
  EXPECT_TRUE(pace.take(read(kVerona, 1), Milliseconds{0}));
  EXPECT_FALSE(pace.take(read(kVerona, 3), Milliseconds{10}));
  EXPECT_FALSE(pace.take(read(kVerona, 2), Milliseconds{20}));
  EXPECT_THAT(pace.take_due(Milliseconds{1'999}), IsEmpty());
  EXPECT_THAT(pace.take_due(Milliseconds{2'000}), ElementsAre(read(kVerona, 3)));
  EXPECT_FALSE(pace.take(read(kVerona, 4), Milliseconds{3'999}));
  EXPECT_THAT(pace.take_due(Milliseconds{4'000}), ElementsAre(read(kVerona, 4)));
}

TEST(ReadPace, ConversationsDoNotWaitForEachOther) {
  ReadPace pace;
  EXPECT_TRUE(pace.take(read(kVerona, 1), Milliseconds{0}));
  EXPECT_TRUE(pace.take(read(kMantua, 1), Milliseconds{0}));
}

TEST(ReadPace, WhatIsHeldBackIsNotOvertaken) {
  ReadPace pace;
  EXPECT_TRUE(pace.take(read(kVerona, 1), Milliseconds{0}));
  EXPECT_FALSE(pace.take(read(kVerona, 2), Milliseconds{10}));
  EXPECT_FALSE(pace.take(read(kVerona, 3), Milliseconds{2'100}));
  EXPECT_THAT(pace.take_due(Milliseconds{2'200}), ElementsAre(read(kVerona, 3)));
}

TEST(ReadPace, ForgetsAConversationAfterItsPause) {
  ReadPace pace;
  EXPECT_TRUE(pace.take(read(kVerona, 1), Milliseconds{0}));
  EXPECT_THAT(pace.take_due(Milliseconds{2'000}), IsEmpty());
  EXPECT_TRUE(pace.is_empty());
}

TEST(ReadPace, GivesBackWhatASessionHeldWhenItEnds) {
  ReadPace pace;
  EXPECT_TRUE(pace.take(read(kVerona, 1), Milliseconds{0}));
  EXPECT_TRUE(pace.take(read(kMantua, 1), Milliseconds{0}));
  EXPECT_FALSE(pace.take(read(kVerona, 2), Milliseconds{10}));
  EXPECT_THAT(pace.take_all(), ElementsAre(read(kVerona, 2)));
  EXPECT_THAT(pace.take_all(), IsEmpty());
}

TEST(ReadPace, ManyConversationsAtOnceAreNotHeldBack) {
  ReadPace pace;
  for (std::uint64_t group = 1; group <= ReadPace::kConversationsMax; ++group) {
    EXPECT_TRUE(pace.take(read(ConversationId::of(GroupId{group}), 1), Milliseconds{0}));
  }
  const auto one_more = ConversationId::of(GroupId{ReadPace::kConversationsMax + 1});
  EXPECT_TRUE(pace.take(read(one_more, 1), Milliseconds{0}));
  EXPECT_TRUE(pace.take(read(one_more, 2), Milliseconds{1}));
}

}  // namespace
}  // namespace parley
