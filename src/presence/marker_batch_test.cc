#include "presence/marker_batch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parley {
namespace {

using testing::ElementsAre;
using testing::Pair;

constexpr UserId kRomeo{1};
constexpr UserId kJuliet{2};
constexpr ConversationId kBalcony = ConversationId::of(kRomeo, kJuliet);
constexpr ConversationId kVerona = ConversationId::of(GroupId{10});

TEST(MarkerBatch, MergesByMaximum) {
  MarkerBatch batch;
  batch.add({kBalcony, kJuliet, Seq{3}, {}});
  batch.add({kBalcony, kJuliet, Seq{5}, Seq{2}});
  batch.add({kBalcony, kJuliet, Seq{4}, Seq{1}});
  EXPECT_THAT(batch.take(),
              ElementsAre(Pair(kBalcony, ElementsAre(wire::Marker{kJuliet, Seq{5}, Seq{2}}))));
  EXPECT_TRUE(batch.is_empty());
}

TEST(MarkerBatch, WhatWasReadWasReceived) {
  MarkerBatch batch;
  batch.add({kBalcony, kJuliet, {}, Seq{7}});
  EXPECT_THAT(batch.take(),
              ElementsAre(Pair(kBalcony, ElementsAre(wire::Marker{kJuliet, Seq{7}, Seq{7}}))));
}

TEST(MarkerBatch, KeepsConversationsAndPeopleApart) {
  MarkerBatch batch;
  batch.add({kVerona, kJuliet, Seq{1}, {}});
  batch.add({kVerona, kRomeo, Seq{2}, {}});
  batch.add({kBalcony, kRomeo, Seq{3}, {}});
  EXPECT_THAT(batch.take(),
              ElementsAre(Pair(kVerona, ElementsAre(wire::Marker{kRomeo, Seq{2}, {}},
                                                    wire::Marker{kJuliet, Seq{1}, {}})),
                          Pair(kBalcony, ElementsAre(wire::Marker{kRomeo, Seq{3}, {}}))));
}

TEST(MarkerBatch, HasABoundAndStillTakesThoseItKnows) {
  MarkerBatch batch;
  for (std::uint64_t i = 1; i <= MarkerBatch::kMarkersMax; ++i) {
    batch.add({kVerona, UserId{i}, Seq{1}, {}});
  }
  batch.add({kVerona, UserId{MarkerBatch::kMarkersMax + 1}, Seq{1}, {}});
  batch.add({kVerona, kRomeo, Seq{9}, {}});
  const auto markers = batch.take().at(kVerona);
  EXPECT_EQ(markers.size(), MarkerBatch::kMarkersMax);
  EXPECT_EQ(markers.front(), (wire::Marker{kRomeo, Seq{9}, {}}));
}

}  // namespace
}  // namespace parley
