#include "log/log_conformance.h"

#include <string_view>
#include <vector>

namespace parley {
namespace {

using Records = std::vector<std::string>;

struct Seen {
  Position position;
  TimeMs at;
  std::string bytes;

  friend bool operator==(const Seen&, const Seen&) = default;
};

std::vector<Seen> read_all(Log& log, std::uint64_t first) {
  std::vector<Seen> seen;
  const auto read =
      log.read_from(Position{first}, [&](Position position, TimeMs at, std::string_view bytes) {
        seen.push_back({position, at, std::string(bytes)});
        return true;
      });
  EXPECT_TRUE(read.has_value()) << read.error().detail;
  return seen;
}

std::uint64_t append(Log& log, const Records& records, std::int64_t at) {
  const std::vector<std::string_view> views(records.begin(), records.end());
  const auto first = log.append(views, TimeMs{at});
  EXPECT_TRUE(first.has_value()) << first.error().detail;
  return first ? to_number(*first) : 0;
}

TEST_P(LogConformance, an_empty_log_ends_at_zero_and_reads_as_empty) {
  const auto log = open_();
  EXPECT_EQ(log->state(), LogState::Uncertain);
  EXPECT_EQ(log->recover().value(), LogEnd{});
  EXPECT_EQ(log->state(), LogState::Ready);
  EXPECT_TRUE(read_all(*log, 1).empty());
}

TEST_P(LogConformance, positions_are_dense_and_records_come_back_in_order) {
  const auto log = open_();
  ASSERT_TRUE(log->recover().has_value());
  EXPECT_EQ(append(*log, {"a", "", "c"}, 10), 1U);
  EXPECT_EQ(append(*log, {"d"}, 20), 4U);
  EXPECT_EQ(log->end(), (LogEnd{Position{4}, TimeMs{20}}));
  const std::vector<Seen> expected{{Position{1}, TimeMs{10}, "a"},
                                   {Position{2}, TimeMs{10}, ""},
                                   {Position{3}, TimeMs{10}, "c"},
                                   {Position{4}, TimeMs{20}, "d"}};
  EXPECT_EQ(read_all(*log, 1), expected);
  EXPECT_EQ(read_all(*log, 4), std::vector{expected[3]});
  EXPECT_TRUE(read_all(*log, 5).empty());
}

TEST_P(LogConformance, a_reader_that_has_enough_is_not_asked_again) {
  const auto log = open_();
  ASSERT_TRUE(log->recover().has_value());
  append(*log, {"a", "b", "c"}, 1);
  int calls = 0;
  const auto read = log->read_from(Position{1}, [&](Position position, TimeMs, std::string_view) {
    ++calls;
    return position < Position{2};
  });
  EXPECT_TRUE(read.has_value());
  EXPECT_EQ(calls, 2);
}

TEST_P(LogConformance, a_new_process_finds_the_end_and_appends_behind_it) {
  for (std::int64_t life = 0; life < 5; ++life) {
    const auto log = open_();
    EXPECT_EQ(log->recover().value(),
              (LogEnd{Position{2 * static_cast<std::uint64_t>(life)}, TimeMs{life * 10}}));
    append(*log, {"even", "odd"}, (life + 1) * 10);
  }
  const auto log = open_();
  ASSERT_TRUE(log->recover().has_value());
  EXPECT_EQ(read_all(*log, 1).size(), 10U);
}

TEST_P(LogConformance, recovering_twice_changes_nothing) {
  const auto log = open_();
  ASSERT_TRUE(log->recover().has_value());
  append(*log, {"a"}, 5);
  EXPECT_EQ(log->recover().value(), (LogEnd{Position{1}, TimeMs{5}}));
  EXPECT_EQ(log->recover().value(), (LogEnd{Position{1}, TimeMs{5}}));
  EXPECT_EQ(append(*log, {"b"}, 6), 2U);
  EXPECT_EQ(read_all(*log, 1).size(), 2U);
}

TEST_P(LogConformance, much_more_than_a_segment_is_kept_until_it_is_trimmed) {
  const auto log = open_();
  ASSERT_TRUE(log->recover().has_value());
  std::uint64_t written = 0;
  for (int group = 0; group < 200; ++group) {
    Records records;
    for (int i = 0; i < 5; ++i)
      records.push_back(std::string(100, 'a') + std::to_string(++written));
    append(*log, records, group);
  }
  const auto seen = read_all(*log, 1);
  ASSERT_EQ(seen.size(), 1000U);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    EXPECT_EQ(seen[i].bytes, std::string(100, 'a') + std::to_string(i + 1));
  }
}

TEST_P(LogConformance, what_was_not_trimmed_stays_readable_while_room_is_used_again) {
  const auto log = open_();
  ASSERT_TRUE(log->recover().has_value());
  for (std::uint64_t i = 1; i <= 500; ++i) {
    EXPECT_EQ(append(*log, {std::string(90, 'x') + std::to_string(i)}, 0), i);
    if (i % 10 == 0) log->trim(Position{i - 5});
    if (i % 50 != 0) continue;
    const auto seen = read_all(*log, i - 4);
    ASSERT_EQ(seen.size(), 5U);
    EXPECT_EQ(seen[4].bytes, std::string(90, 'x') + std::to_string(i));
  }
  const auto again = open_();
  again->trim(Position{495});
  EXPECT_EQ(again->recover().value().head, Position{500});
  EXPECT_EQ(read_all(*again, 496).size(), 5U);
}

TEST_P(LogConformance, a_whole_log_that_was_trimmed_still_knows_its_end) {
  {
    const auto log = open_();
    ASSERT_TRUE(log->recover().has_value());
    for (int i = 0; i < 100; ++i) append(*log, {std::string(100, 'x')}, 7);
    log->trim(Position{100});
  }
  for (int life = 0; life < 4; ++life) {
    const auto log = open_();
    log->trim(Position{100});
    EXPECT_EQ(log->recover().value(), (LogEnd{Position{100}, TimeMs{7}}));
    EXPECT_TRUE(read_all(*log, 101).empty());
  }
}

}  // namespace

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(LogConformance);

}  // namespace parley
