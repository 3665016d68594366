// Search against a plain scan: random chats in eight scripts, with edits, deletions, comings and
// goings and clearings; whatever is asked, both find the same messages in the same order.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/random.h"
#include "base/unicode.h"
#include "pipeline/history_view.h"
#include "search/match.h"
#include "search/test_search.h"

namespace parley {
namespace {

constexpr std::uint64_t kSeed = 20'260'131;
constexpr int kMessages = 3'000;
constexpr int kQueries = 250;

const std::vector<std::string_view> kVocabulary[] = {
    {"garden", "gardener", "Café", "naïve", "Straße", "Zürich", "rose", "Rosé", "don't", "x"},
    {"привет", "Приветствие", "ёлка", "Елка", "мир", "Москва", "миру"},
    {"καλημέρα", "Καλησπέρα", "κόσμος", "κοσμος", "θάλασσα"},
    {"مرحبا", "مَرْحَبًا", "سلام", "السلام", "كتاب"},
    {"नमस्ते", "किताब", "दुनिया", "दुनियाभर", "हिन्दी"},
    {"我爱北京", "北京天安门", "天气很好", "你好", "好", "谢谢你们"},
    {"東京タワー", "こんにちは", "ありがとう", "カタカナ", "ｶﾀｶﾅ", "京都"},
    {"안녕하세요", "감사합니다", "서울", "서울특별시", "안녕"},
    {"สวัสดีครับ", "ขอบคุณ", "ครับผม"},
    {"🎉", "👍🏽", "42", "2026", "a1"}};

class SearchScanTest : public testing::Test {
 protected:
  template <class List>
  auto& any_of(List& list) {
    return list[random_.below(std::size(list))];
  }

  std::string any_text() {
    const auto& words = any_of(kVocabulary);
    std::string text;
    for (std::uint64_t left = 1 + random_.below(6); left > 0; --left) {
      text += any_of(random_.below(4) == 0 ? any_of(kVocabulary) : words);
      text += any_of(kBetween);
    }
    return text;
  }

  // A word of the vocabulary or two, or some code points out of one.
  std::string any_query() {
    std::string query(any_of(any_of(kVocabulary)));
    if (random_.below(3) == 0) query += " " + std::string(any_of(any_of(kVocabulary)));
    if (random_.below(2) == 0) {
      const std::size_t length = code_points(query);
      const std::size_t from = random_.below(length);
      query.erase(0, first_code_points(query, random_.below(3) == 0 ? from : 0).size());
      query = first_code_points(query, 1 + random_.below(length));
    }
    return query;
  }

  void note(ConversationId conversation, Seq seq, std::string text) {
    if (seq != Seq{}) newest_[{conversation, seq}] = std::move(text);
  }

  void something_happens() {
    const UserId who = any_of(kPeople);
    const ConversationId where = any_of(kPlaces);
    if (!where.is_group() && !where.is_between(who)) return;
    const std::uint64_t what = random_.below(100);
    if (what < 80 || newest_.empty()) {
      const std::string text = any_text();
      const auto named =
          random_.below(4) == 0 ? std::vector{any_of(kPeople)} : std::vector<UserId>{};
      const Seq seq = world_.say(who, where, text, named);
      if (is_new(where, seq)) note(where, seq, text);
      return;
    }
    auto some = newest_.begin();
    std::advance(some, random_.below(newest_.size()));
    const auto [conversation, seq] = some->first;
    if (what < 88) {
      const std::string text = any_text();
      if (world_.submit(who, conversation, EditMessage{seq, text, {}}) > seq) some->second = text;
    } else if (what < 92) {
      world_.submit(who, conversation, DeleteMessage{seq});
    } else if (what < 95) {
      world_.submit(kAnn, kBalcony, RemoveMember{any_of(kGuests)});
    } else if (what < 98) {
      world_.submit(kAnn, kBalcony, PutMember{any_of(kGuests), std::nullopt});
    } else if (what < 99) {
      PreferencesChange change;
      change.cleared_through = std::optional(Seq{random_.below(to_number(seq))});
      world_.apply(InboxCommand{who, conversation, change});
    }
  }

  bool is_new(ConversationId where, Seq seq) {
    return seq != Seq{} && !newest_.contains({where, seq});
  }

  // Every page of every conversation, read through.
  std::vector<std::string> scan(UserId user, std::string_view text,
                                std::optional<ConversationId> only, bool wants_mentions = false) {
    const auto query = parse_query(text);
    std::map<TimeMs, std::string> found;
    for (const ConversationId conversation : kPlaces) {
      if (only && *only != conversation) continue;
      HistoryQuery page_query;
      page_query.limit = kHistoryEventsMax;
      for (bool has_more = true; has_more;) {
        const auto page = HistoryView(world_.chat.reader).page(user, conversation, page_query);
        if (!page) break;
        for (const wire::Event& event : page->events) {
          const auto* message = std::get_if<wire::MessageEvent>(&event);
          if (!message || message->deleted) continue;
          const bool names = std::ranges::find(message->mentions, user) != message->mentions.end();
          const bool has = wants_mentions
                               ? names
                               : match(*query, message->text) &&
                                     match(*query, newest_.at({conversation, message->seq}));
          if (has) found[message->sent_at] = SearchWorld::place(conversation, message->seq);
        }
        has_more = page->has_more && !page->events.empty();
        if (page->range) page_query.before = page->range->first;
      }
    }
    std::vector<std::string> places;
    for (const auto& [at, place] : found) places.insert(places.begin(), place);
    return places;
  }

  static constexpr UserId kPeople[] = {kAnn, kBen, kCleo, kDan};
  static constexpr UserId kGuests[] = {kCleo, kDan};
  static constexpr ConversationId kPlaces[] = {
      kBalcony, kAnnAndBen, ConversationId::of(kAnn, kCleo), ConversationId::of(kBen, kDan),
      ConversationId::of(kDan, kDan)};
  static constexpr std::string_view kBetween[] = {" ", ", ", "! ", "-", "\n", "… ", ""};

  SeededRandom random_{kSeed};
  SearchWorld world_;
  std::map<std::pair<ConversationId, Seq>, std::string> newest_;
};

TEST_F(SearchScanTest, SearchFindsWhatAPlainScanFinds) {
  world_.submit(kAnn, kBalcony, CreateGroup{"Balcony", {kBen, kCleo}});
  std::size_t hits = 0;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < kMessages / 3; ++i) {
      something_happens();
      if (i % 100 == 0) ASSERT_TRUE(world_.searching->settle());
    }
    ASSERT_TRUE(world_.searching->settle());
    for (int i = 0; i < kQueries / 3; ++i) {
      const std::string query = any_query();
      if (!parse_query(query)) continue;
      const UserId user = any_of(kPeople);
      const auto only = random_.below(3) == 0 ? std::optional(any_of(kPlaces)) : std::nullopt;
      const auto wanted = scan(user, query, only);
      if (only && wanted.empty()) continue;  // It may not be theirs.
      ASSERT_EQ(world_.search(user, query, only, 1 + random_.below(60)), wanted)
          << query << " by " << to_text(user) << ", seed " << kSeed;
      hits += wanted.size();
    }
    for (const UserId user : kPeople) {
      ASSERT_EQ(world_.mentions(user, 7), scan(user, "x", std::nullopt, true)) << to_text(user);
    }
  }
  EXPECT_GT(hits, 1'000u);
}

}  // namespace
}  // namespace parley
