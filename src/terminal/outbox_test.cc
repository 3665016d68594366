#include "terminal/outbox.h"

#include <gtest/gtest.h>

#include "terminal/fake_events.h"

namespace parley::terminal {
namespace {

using Next = Verdict::Next;

constexpr TimeMs kNow{1'700'000'000'000};

OutboxRow row_of(std::uint64_t position, OutboxState state = OutboxState::Waiting) {
  return {.position = position, .conversation = kDirect, .text = "adieu", .state = state};
}

TEST(Outbox, TheFirstThatWaitsIsNext) {
  Profile profile;
  EXPECT_EQ(first_waiting(profile), std::nullopt);
  EXPECT_EQ(next_position(profile), 1U);
  profile.outbox[1] = row_of(1, OutboxState::Accepted);
  profile.outbox[2] = row_of(2, OutboxState::Failed);
  profile.outbox[3] = row_of(3);
  profile.outbox[4] = row_of(4);
  EXPECT_EQ(first_waiting(profile)->position, 3U);
  EXPECT_EQ(count_waiting(profile), 2U);
  EXPECT_EQ(next_position(profile), 5U);
}

TEST(Outbox, ARowKeepsTheIdOfItsFirstAttempt) {
  const OutboxRow first = named(row_of(1), kNow, {1});
  EXPECT_EQ(first.id->time(), kNow);
  EXPECT_EQ(named(first, kNow + Milliseconds{5'000}, {2}).id, first.id);
}

TEST(Outbox, ALateAnswerIsNotTakenForThatOfARowInTheSamePlace) {
  Profile profile;
  const OutboxRow first = named(row_of(next_position(profile)), kNow, {1});
  profile.outbox[1] = first;
  EXPECT_EQ(waiting_under(profile, *first.id)->position, 1U);
  profile.outbox.erase(1);  // Its item came, and the outbox was empty for a moment.
  profile.outbox[1] = named(row_of(next_position(profile)), kNow, {2});
  EXPECT_EQ(waiting_under(profile, *first.id), std::nullopt);
  EXPECT_NE(std::get<wire::SendFrame>(frame_of(first)).ref,
            std::get<wire::SendFrame>(frame_of(profile.outbox[1])).ref);
}

TEST(Outbox, EachKindHasItsFrame) {
  OutboxRow row = named(row_of(1), kNow, {1});
  EXPECT_EQ(std::get<wire::SendFrame>(frame_of(row)).reply_to, std::nullopt);
  row.target = Seq{4};
  EXPECT_EQ(std::get<wire::SendFrame>(frame_of(row)).reply_to, Seq{4});
  row.kind = SubmissionKind::Edit;
  EXPECT_EQ(std::get<wire::EditFrame>(frame_of(row)).text, "adieu");
  row.kind = SubmissionKind::Delete;
  EXPECT_EQ(std::get<wire::DeleteFrame>(frame_of(row)).target, Seq{4});
  row.kind = SubmissionKind::React;
  EXPECT_EQ(std::get<wire::ReactFrame>(frame_of(row)).emoji, "adieu");
}

TEST(Outbox, AcceptedWithoutAnOutcomeWaitsForIt) {
  const Verdict verdict = judge(wire::Accepted{"1", id_of(1), std::nullopt});
  EXPECT_EQ(verdict.next, Next::Wait);
  EXPECT_EQ(settle(row_of(1), verdict).outbox.at(1).state, OutboxState::Accepted);
}

TEST(Outbox, AnOutcomeEndsTheRow) {
  const wire::Accepted event{"1", id_of(1), wire::Outcome{.duplicate = true, .seq = Seq{4}}};
  EXPECT_EQ(settle(row_of(1), judge(event)).outbox_gone, std::vector<std::uint64_t>{1});
  const wire::Accepted refusal{"1", id_of(1), wire::Outcome{.code = Errc::CannotMessage}};
  EXPECT_EQ(judge(refusal).code, Errc::CannotMessage);
  EXPECT_EQ(settle(row_of(1), judge(refusal)).outbox.at(1).state, OutboxState::Failed);
}

TEST(Outbox, ARefusalForNowKeepsRowAndId) {
  const Verdict verdict = judge(wire::ErrorFrame{.code = Errc::RateLimited,
                                                 .message = "",
                                                 .retry = Retry::Later,
                                                 .retry_after_ms = Milliseconds{250}});
  EXPECT_EQ(verdict.next, Next::Again);
  EXPECT_EQ(verdict.after, Milliseconds{250});
  const Changes changes = settle(row_of(1), verdict);
  EXPECT_TRUE(changes.outbox.empty() && changes.outbox_gone.empty());
}

TEST(Outbox, ARefusalForGoodFailsTheRow) {
  const Verdict verdict =
      judge(wire::ErrorFrame{.code = Errc::TextTooLong, .message = "", .retry = Retry::Never});
  EXPECT_EQ(verdict.next, Next::Failed);
  EXPECT_EQ(verdict.code, Errc::TextTooLong);
}

TEST(Outbox, AServerThatLeavesSendsUsElsewhere) {
  const wire::ErrorFrame draining{.code = Errc::Draining, .message = "", .retry = Retry::Elsewhere};
  EXPECT_EQ(judge(draining).next, Next::Elsewhere);
}

TEST(Outbox, AnIdAheadOfTimeIsMadeAnew) {
  const Verdict verdict = judge(
      wire::ErrorFrame{.code = Errc::ClientMessageIdAhead, .message = "", .retry = Retry::Never});
  EXPECT_EQ(settle(named(row_of(1), kNow, {1}), verdict).outbox.at(1).id, std::nullopt);
}

TEST(Outbox, AnExpiredIdIsAskedForAndMadeAnewOnlyIfNobodyKnowsIt) {
  const wire::ErrorFrame expired{
      .code = Errc::ClientMessageIdExpired, .message = "", .retry = Retry::Never};
  EXPECT_EQ(judge(expired).next, Next::Ask);
  EXPECT_EQ(judge(std::optional<wire::SubmissionOutcome>()).next, Next::Anew);
  EXPECT_EQ(judge(wire::SubmissionOutcome{.seq = Seq{3}}).next, Next::Gone);
  EXPECT_EQ(judge(wire::SubmissionOutcome{.rejected = true, .code = Errc::Forbidden}).next,
            Next::Failed);
}

}  // namespace
}  // namespace parley::terminal
