#include "store/chat_store_conformance.h"

#include <rapidcheck.h>

#include <algorithm>
#include <array>

#include "store/store_model.h"

namespace parley {
namespace {

constexpr Partition kRoom{1, 2};

RowKey event(std::uint64_t seq, Partition partition = kRoom) {
  return {Family::Event, partition, ClusterKey().u64(seq)};
}
RowKey item(std::uint64_t number) { return {Family::Inbox, kRoom, ClusterKey().u64(number)}; }

void put(ChatStore& store, const RowKey& key, std::string value) {
  WriteBatch batch;
  batch.put(key, std::move(value));
  ASSERT_TRUE(store.write(std::move(batch)).has_value());
}

// "3:c 2:b" and a "+" behind it if there is more.
std::string scan(ChatStore& store, const Range& range) {
  const auto page = store.scan(range);
  EXPECT_TRUE(page.has_value()) << page.error().detail;
  std::string text;
  for (const Row& row : page->rows) {
    if (!text.empty()) text += ' ';
    text +=
        std::to_string(static_cast<unsigned char>(row.cluster.bytes().back())) + ':' + row.value;
  }
  return page->has_more ? text + '+' : text;
}

TEST_P(ChatStoreConformance, what_was_put_is_got_and_what_was_not_is_nothing) {
  put(store_, event(1), "one");
  EXPECT_EQ(store_.get(event(1)).value(), "one");
  EXPECT_EQ(store_.get(event(2)).value(), std::nullopt);
  EXPECT_EQ(store_.get(event(1, {1, 3})).value(), std::nullopt);
  EXPECT_EQ(store_.get({Family::Body, kRoom, event(1).cluster}).value(), std::nullopt);
}

TEST_P(ChatStoreConformance, an_empty_value_is_a_value) {
  put(store_, event(1), "");
  EXPECT_EQ(store_.get(event(1)).value(), "");
}

TEST_P(ChatStoreConformance, changes_of_a_batch_apply_in_their_order) {
  WriteBatch batch;
  batch.put(event(1), "first");
  batch.put(event(1), "second");
  batch.put(event(2), "gone");
  batch.remove(event(2));
  batch.remove(event(3));
  batch.put(event(3), "back");
  batch.put(event(4), "gone");
  batch.remove_range(event(4), ClusterKey().u64(9));
  batch.put(event(5), "kept");
  ASSERT_TRUE(store_.write(std::move(batch)).has_value());
  EXPECT_EQ(scan(store_, {Family::Event, kRoom, {}}), "1:second 3:back 5:kept");
}

TEST_P(ChatStoreConformance, a_range_includes_both_ends_and_goes_either_way) {
  for (std::uint64_t seq = 1; seq <= 5; ++seq) put(store_, event(seq), "v");
  Range range{Family::Event, kRoom, ClusterKey().u64(2), ClusterKey().u64(4)};
  EXPECT_EQ(scan(store_, range), "2:v 3:v 4:v");
  range.order = Order::Descending;
  EXPECT_EQ(scan(store_, range), "4:v 3:v 2:v");
  std::swap(range.from, range.to);
  EXPECT_EQ(scan(store_, range), "");
}

TEST_P(ChatStoreConformance, a_page_ends_at_its_limits_and_says_whether_there_is_more) {
  for (std::uint64_t seq = 1; seq <= 5; ++seq) put(store_, event(seq), "vvvv");
  EXPECT_EQ(scan(store_, {.family = Family::Event, .partition = kRoom, .rows_max = 2}),
            "1:vvvv 2:vvvv+");
  EXPECT_EQ(scan(store_, {.family = Family::Event, .partition = kRoom, .rows_max = 5}),
            "1:vvvv 2:vvvv 3:vvvv 4:vvvv 5:vvvv");
  EXPECT_EQ(scan(store_, {.family = Family::Event, .partition = kRoom, .bytes_max = 5}),
            "1:vvvv 2:vvvv+");
  EXPECT_EQ(scan(store_, {.family = Family::Event, .partition = kRoom, .bytes_max = 1}), "1:vvvv+");
}

TEST_P(ChatStoreConformance, a_partition_is_not_scanned_into_the_next_one) {
  put(store_, event(1, {1, 1}), "before");
  put(store_, event(1, {1, 3}), "after");
  put(store_, event(1), "here");
  EXPECT_EQ(scan(store_, {Family::Event, kRoom, {}}), "1:here");
}

TEST_P(ChatStoreConformance, inbox_rows_are_found_one_by_one_however_they_were_written) {
  WriteBatch batch;
  for (std::uint64_t number = 1; number <= 700; ++number) batch.put(item(number), "packed");
  ASSERT_TRUE(store_.write(std::move(batch)).has_value());
  under_test_->disturb(2);
  put(store_, item(701), "alone");
  EXPECT_EQ(store_.get(item(1)).value(), "packed");
  EXPECT_EQ(store_.get(item(500)).value(), "packed");
  EXPECT_EQ(store_.get(item(701)).value(), "alone");
  EXPECT_EQ(store_.get(item(702)).value(), std::nullopt);
  const auto page = store_.scan({Family::Inbox, kRoom, item(250).cluster});
  ASSERT_EQ(page->rows.size(), 452U);
  EXPECT_EQ(page->rows[0].cluster, item(250).cluster);
  EXPECT_EQ(page->rows.back().value, "alone");
}

TEST_P(ChatStoreConformance, the_inbox_is_cut_below_a_floor_within_what_was_packed) {
  WriteBatch batch;
  for (std::uint64_t number = 1; number <= 20; ++number) batch.put(item(number), "i");
  ASSERT_TRUE(store_.write(std::move(batch)).has_value());
  under_test_->disturb(2);
  WriteBatch cut;
  cut.remove_range(item(0), ClusterKey().u64(17));
  ASSERT_TRUE(store_.write(std::move(cut)).has_value());
  EXPECT_EQ(scan(store_, {Family::Inbox, kRoom, {}}), "18:i 19:i 20:i");
  under_test_->disturb(2);
  EXPECT_EQ(scan(store_, {Family::Inbox, kRoom, {}}), "18:i 19:i 20:i");
  EXPECT_EQ(store_.get(item(17)).value(), std::nullopt);
}

// A play of random batches, disturbances and reads, each read compared with the model's.
class RandomPlay {
 public:
  // All rows lie in partitions of `number`, so plays may follow each other on one store.
  RandomPlay(StoreUnderTest& under_test, std::uint64_t number)
      : under_test_(under_test), number_(number) {}

  void step() {
    const auto choice = *rc::gen::inRange(0, 20);
    if (choice < 8) {
      write();
    } else if (choice < 9) {
      under_test_.disturb(*rc::gen::inRange<std::uint64_t>(0, 4));
    } else {
      read();
    }
  }

 private:
  static constexpr std::array kPlayed{Family::Event, Family::Inbox, Family::Outcome};

  Partition partition() { return {number_, *rc::gen::inRange<std::uint64_t>(0, 3)}; }
  Family family() { return kPlayed[*rc::gen::inRange<std::size_t>(0, kPlayed.size())]; }
  ClusterKey cluster(Family family) {
    const auto number = *rc::gen::inRange<std::uint64_t>(0, 24);
    ClusterKey key = ClusterKey().u64(number);
    if (family == Family::Outcome && number % 3 == 0) key.raw("longer");
    return key;
  }

  void write() {
    WriteBatch batch;
    const int changes = *rc::gen::inRange(1, 12);
    for (int i = 0; i < changes; ++i) change(batch);
    WriteBatch copy = batch;
    model_.write(copy);
    RC_ASSERT(under_test_.store().write(std::move(batch)).has_value());
  }

  void change(WriteBatch& batch) {
    RowKey key{family(), partition(), {}};
    key.cluster = cluster(key.family);
    const auto choice = *rc::gen::inRange(0, 10);
    if (choice == 0) {
      batch.remove_range(key, cluster(key.family));
    } else if (choice == 1 && key.family != Family::Inbox) {
      batch.remove(key);
    } else {
      // Numbers of an inbox only grow, now and then with a gap.
      if (key.family == Family::Inbox) {
        auto& head = inbox_heads_[key.partition.low];
        head += choice == 2 ? 2 : 1;
        key.cluster = ClusterKey().u64(head);
      }
      batch.put(key, std::to_string(++values_));
    }
  }

  void read() {
    RowKey key{family(), partition(), {}};
    key.cluster = cluster(key.family);
    const auto got = under_test_.store().get(key);
    RC_ASSERT(got.has_value());
    RC_ASSERT(*got == model_.get(key));

    Range range{key.family, key.partition, key.cluster};
    if (*rc::gen::inRange(0, 2) == 0) range.from = {};
    if (*rc::gen::inRange(0, 2) == 0) range.to = cluster(key.family);
    if (*rc::gen::inRange(0, 2) == 0) range.order = Order::Descending;
    if (*rc::gen::inRange(0, 2) == 0) range.rows_max = *rc::gen::inRange<std::size_t>(1, 8);
    if (*rc::gen::inRange(0, 4) == 0) range.bytes_max = *rc::gen::inRange<std::size_t>(1, 20);
    const auto page = under_test_.store().scan(range);
    RC_ASSERT(page.has_value());
    const Page expected = model_.scan(range);
    RC_ASSERT(page->rows == expected.rows);
    RC_ASSERT(page->has_more == expected.has_more);
  }

  StoreUnderTest& under_test_;
  const std::uint64_t number_;
  StoreModel model_;
  std::array<std::uint64_t, 3> inbox_heads_{};
  int values_ = 0;
};

TEST_P(ChatStoreConformance, a_random_play_reads_what_a_plain_map_would) {
  std::uint64_t plays = 0;
  EXPECT_TRUE(rc::check([&] {
    RandomPlay play(*under_test_, ++plays);
    const int steps = *rc::gen::inRange(1, 60);
    for (int i = 0; i < steps; ++i) play.step();
  }));
}

}  // namespace

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ChatStoreConformance);

}  // namespace parley
