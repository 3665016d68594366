#include "pipeline/history_view.h"

#include <gtest/gtest.h>

#include "pipeline/test_chat.h"

namespace parley {
namespace {

using Seqs = std::vector<std::uint64_t>;

Seq seq_of(const wire::Event& event) {
  return std::visit(
      [](const auto& shown) {
        if constexpr (requires { shown.sent_at; }) return shown.seq;
        return Seq{};
      },
      event);
}

Seqs seqs_of(const HistoryPage& page) {
  Seqs seqs;
  for (const auto& event : page.events) seqs.push_back(to_number(seq_of(event)));
  return seqs;
}

wire::Range range(std::uint64_t first, std::uint64_t last) { return {Seq{first}, Seq{last}}; }

class HistoryViewTest : public testing::Test {
 protected:
  HistoryPage page(UserId user, const HistoryQuery& query, ConversationId id = kAnnAndBen) {
    auto page = HistoryView(chat_.reader).page(user, id, query);
    EXPECT_TRUE(page.has_value());
    return page ? *std::move(page) : HistoryPage{};
  }
  wire::MessageEvent message(UserId user, ConversationId id, Seq seq) {
    return std::get<wire::MessageEvent>(HistoryView(chat_.reader).event(user, id, seq).value());
  }
  void say(int count) {
    for (int i = 0; i < count; ++i) chat_.say(kAnn, kAnnAndBen, "hello");
  }
  static HistoryQuery before(std::uint64_t seq, std::size_t limit) {
    return {.before = Seq{seq}, .after = {}, .around = {}, .limit = limit};
  }
  static HistoryQuery after(std::uint64_t seq, std::size_t limit) {
    return {.before = {}, .after = Seq{seq}, .around = {}, .limit = limit};
  }
  static HistoryQuery around(std::uint64_t seq, std::size_t limit) {
    return {.before = {}, .after = {}, .around = Seq{seq}, .limit = limit};
  }

  Chat chat_;
};

TEST_F(HistoryViewTest, EndsAtTheNewestWhereNothingElseIsAskedFor) {
  say(7);
  const HistoryPage newest = page(kBen, {.before = {}, .after = {}, .around = {}, .limit = 3});
  EXPECT_EQ(seqs_of(newest), (Seqs{5, 6, 7}));
  EXPECT_EQ(newest.range, range(5, 7));
  EXPECT_TRUE(newest.has_more);
}

TEST_F(HistoryViewTest, GoesBackwardFromASeqAndUpFromASeq) {
  say(7);
  EXPECT_EQ(seqs_of(page(kBen, before(5, 3))), (Seqs{2, 3, 4}));
  EXPECT_EQ(seqs_of(page(kBen, after(5, 3))), (Seqs{6, 7}));
  EXPECT_FALSE(page(kBen, after(5, 3)).has_more);
  EXPECT_FALSE(page(kBen, before(4, 3)).has_more);
  EXPECT_TRUE(page(kBen, before(5, 3)).has_more);
}

TEST_F(HistoryViewTest, ShowsBothSidesOfASeq) {
  say(9);
  const HistoryPage both = page(kBen, around(5, 4));
  EXPECT_EQ(seqs_of(both), (Seqs{3, 4, 5, 6}));
  EXPECT_EQ(both.range, range(3, 6));
  EXPECT_TRUE(both.has_more);
  EXPECT_FALSE(page(kBen, around(5, 100)).has_more);
  EXPECT_EQ(seqs_of(page(kBen, around(5, 1))), (Seqs{5}));
  EXPECT_EQ(seqs_of(page(kBen, around(0, 4))), (Seqs{1, 2}));
}

TEST_F(HistoryViewTest, IsEmptyOutsideOfWhatThereIs) {
  const HistoryPage none = page(kBen, {});
  EXPECT_TRUE(none.events.empty());
  EXPECT_EQ(none.range, std::nullopt);
  EXPECT_FALSE(none.has_more);
  say(2);
  EXPECT_TRUE(page(kBen, before(1, 10)).events.empty());
  EXPECT_TRUE(page(kBen, before(0, 10)).events.empty());
  EXPECT_TRUE(page(kBen, after(2, 10)).events.empty());
  EXPECT_EQ(seqs_of(page(kBen, before(to_number(kOpenEnd) - 1, 10))), (Seqs{1, 2}));
}

TEST_F(HistoryViewTest, HoldsAtMostAHundredEventsAndAtLeastOne) {
  say(120);
  EXPECT_EQ(page(kBen, after(0, 1'000)).events.size(), kHistoryEventsMax);
  EXPECT_EQ(page(kBen, after(0, 0)).events.size(), 1U);
}

TEST_F(HistoryViewTest, EndsAtItsBytesAndGoesOnFromThere) {
  for (int i = 0; i < 30; ++i) chat_.say(kAnn, kAnnAndBen, std::string(16'000, 'x'));
  const HistoryPage first = page(kBen, after(0, 100));
  EXPECT_TRUE(first.has_more);
  EXPECT_EQ(first.events.size(), 12U);
  EXPECT_EQ(seqs_of(page(kBen, after(12, 100))).front(), 13U);
}

TEST_F(HistoryViewTest, DoesNotListAnnotationsAndCoversThem) {
  say(2);
  chat_.submit(kBen, kAnnAndBen, React{Seq{1}, "👍", true});
  chat_.submit(kAnn, kAnnAndBen, EditMessage{Seq{1}, "edited", {}});
  say(1);
  chat_.submit(kBen, kAnnAndBen, React{Seq{5}, "👍", true});
  const HistoryPage all = page(kBen, after(0, 10));
  EXPECT_EQ(seqs_of(all), (Seqs{1, 2, 5}));
  EXPECT_EQ(all.range, range(1, 6));
  EXPECT_EQ(std::get<wire::MessageEvent>(all.events[0]).text, "edited");
  const HistoryPage two = page(kBen, after(0, 2));
  EXPECT_EQ(two.range, range(1, 4));
  EXPECT_TRUE(two.has_more);
}

TEST_F(HistoryViewTest, FindsListedEventsBeyondManyThatAreNot) {
  say(1);
  for (int i = 0; i < 300; ++i) {
    chat_.submit(kBen, kAnnAndBen, React{Seq{1}, "👍", i % 2 == 0});
  }
  EXPECT_EQ(seqs_of(page(kBen, {})), (Seqs{1}));
  EXPECT_EQ(page(kBen, {}).range, range(1, 301));
}

TEST_F(HistoryViewTest, KeepsToTheIntervalsOfAMember) {
  chat_.make_group(kBalcony, kAnn, {kCleo});                    // 1
  chat_.say(kAnn, kBalcony, "before Ben");                      // 2
  chat_.submit(kAnn, kBalcony, PutMember{kBen, std::nullopt});  // 3
  chat_.say(kAnn, kBalcony, "with Ben");                        // 4
  chat_.submit(kAnn, kBalcony, RemoveMember{kBen});             // 5
  chat_.say(kAnn, kBalcony, "without Ben");                     // 6
  EXPECT_EQ(seqs_of(page(kBen, {}, kBalcony)), (Seqs{3, 4, 5}));
  EXPECT_EQ(seqs_of(page(kCleo, {}, kBalcony)), (Seqs{1, 2, 3, 4, 5, 6}));
  chat_.submit(kAnn, kBalcony, PutMember{kBen, std::nullopt});  // 7
  EXPECT_EQ(seqs_of(page(kBen, after(3, 2), kBalcony)), (Seqs{4, 5}));
  EXPECT_TRUE(page(kBen, after(3, 2), kBalcony).has_more);
  EXPECT_EQ(seqs_of(page(kBen, before(7, 2), kBalcony)), (Seqs{4, 5}));
  const HistoryView view(chat_.reader);
  EXPECT_EQ(view.event(kBen, kBalcony, Seq{6}).error().code, Errc::NotFound);
  EXPECT_EQ(view.event(kBen, kBalcony, Seq{2}).error().code, Errc::NotFound);
}

TEST_F(HistoryViewTest, HidesAnnotationsOfWhatTheReaderMayNotRead) {
  chat_.make_group(kBalcony, kAnn, {kCleo});                        // 1
  chat_.say(kAnn, kBalcony, "before Ben");                          // 2
  chat_.submit(kAnn, kBalcony, PutMember{kBen, std::nullopt});      // 3
  chat_.submit(kAnn, kBalcony, EditMessage{Seq{2}, "secret", {}});  // 4
  chat_.submit(kCleo, kBalcony, React{Seq{2}, "👍", true});         // 5
  chat_.say(kAnn, kBalcony, "with Ben");                            // 6
  chat_.submit(kAnn, kBalcony, EditMessage{Seq{6}, "edited", {}});  // 7
  chat_.submit(kAnn, kBalcony, RemoveMember{kBen});                 // 8
  chat_.submit(kAnn, kBalcony, PutMember{kBen, std::nullopt});      // 9
  chat_.submit(kAnn, kBalcony, EditMessage{Seq{6}, "again", {}});   // 10
  chat_.submit(kAnn, kBalcony, DeleteMessage{Seq{2}});              // 11
  chat_.submit(kAnn, kBalcony, DeleteMessage{Seq{6}});              // 12
  const HistoryView view(chat_.reader);
  for (const std::uint64_t seq : {4, 5, 10, 11}) {
    EXPECT_EQ(view.event(kBen, kBalcony, Seq{seq}).error().code, Errc::NotFound) << seq;
  }
  for (const std::uint64_t seq : {7, 12}) {
    EXPECT_TRUE(view.event(kBen, kBalcony, Seq{seq})) << seq;
  }
  EXPECT_TRUE(view.event(kCleo, kBalcony, Seq{5}));
}

TEST_F(HistoryViewTest, DoesNotExistForWhoNeverWasThere) {
  chat_.make_group(kBalcony, kAnn, {kCleo});
  const HistoryView view(chat_.reader);
  EXPECT_EQ(view.page(kBen, kBalcony, {}).error().code, Errc::NotFound);
  EXPECT_EQ(view.page(kCleo, kAnnAndBen, {}).error().code, Errc::NotFound);
  EXPECT_EQ(view.event(kBen, kBalcony, Seq{1}).error().code, Errc::NotFound);
}

TEST_F(HistoryViewTest, LeavesOutWhatTheReaderCleared) {
  say(4);
  PreferencesChange clear;
  clear.cleared_through.emplace(Seq{2});
  chat_.prefer(kBen, kAnnAndBen, clear);
  EXPECT_EQ(seqs_of(page(kBen, {})), (Seqs{3, 4}));
  EXPECT_EQ(seqs_of(page(kAnn, {})), (Seqs{1, 2, 3, 4}));
}

TEST_F(HistoryViewTest, ShowsOneEventWithItsWholeText) {
  const std::string whole(20'000, 'x');
  chat_.say(kAnn, kAnnAndBen, whole);
  const auto listed = page(kBen, {}).events;
  EXPECT_EQ(std::get<wire::MessageEvent>(listed[0]).text.size(), 4'000U);
  const wire::MessageEvent one = message(kBen, kAnnAndBen, Seq{1});
  EXPECT_EQ(one.text, whole);
  EXPECT_FALSE(one.truncated);
  EXPECT_FALSE(one.length);
}

TEST_F(HistoryViewTest, ShowsOneMessageWithTheWholeTextOfItsEdit) {
  const std::string edited(30'000, 'y');
  chat_.say(kAnn, kAnnAndBen, std::string(20'000, 'x'));
  chat_.submit(kAnn, kAnnAndBen, EditMessage{Seq{1}, edited, {}});
  EXPECT_EQ(message(kBen, kAnnAndBen, Seq{1}).text, edited);
  const auto edit =
      std::get<wire::EditEvent>(HistoryView(chat_.reader).event(kBen, kAnnAndBen, Seq{2}).value());
  EXPECT_EQ(edit.text, edited);
  EXPECT_FALSE(edit.truncated);
  chat_.submit(kAnn, kAnnAndBen, DeleteMessage{Seq{1}});
  EXPECT_EQ(message(kBen, kAnnAndBen, Seq{1}).text, "");
}

}  // namespace
}  // namespace parley
