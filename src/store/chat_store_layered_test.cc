#include "store/chat_store_layered.h"

#include <atomic>
#include <thread>

#include "store/chat_store_conformance.h"
#include "store/chat_store_rocksdb.h"

namespace parley {
namespace {

const SystemClock kClock;

std::unique_ptr<ChatStoreRocksdb> open(const std::string& directory) {
  auto opened = ChatStoreRocksdb::open(directory, kClock, {.cache_bytes = std::size_t{8} << 20});
  EXPECT_TRUE(opened.has_value()) << opened.error().detail;
  return std::move(*opened);
}

// Layers over RocksDB, with freezes and checkpoints between any two calls.
struct Layers final : StoreUnderTest {
  ChatStore& store() override { return layered; }
  void disturb(std::uint64_t choice) override {
    if (choice == 0) {
      ASSERT_TRUE(layered.write_checkpoint().has_value());
    } else {
      layered.freeze();
      if (choice == 2) ASSERT_TRUE(layered.write_checkpoint().has_value());
    }
  }

  TemporaryDirectory directory;
  std::unique_ptr<ChatStoreRocksdb> rocks = open(directory / "db");
  ChatStoreLayered layered{*rocks};
};

INSTANTIATE_TEST_SUITE_P(Layered, ChatStoreConformance,
                         testing::Values(StoreMaker{"layered",
                                                    [] { return std::make_unique<Layers>(); }}));

RowKey event(std::uint64_t seq) { return {Family::Event, {1, 2}, ClusterKey().u64(seq)}; }

void put(ChatStore& store, const RowKey& key, std::string value, std::uint64_t position) {
  WriteBatch batch;
  batch.put(key, std::move(value));
  batch.set_position(Position{position});
  ASSERT_TRUE(store.write(std::move(batch)).has_value());
}

TEST(ChatStoreLayered, a_crash_goes_back_to_the_last_checkpoint_and_its_position) {
  Layers layers;
  put(layers.layered, event(1), "one", 1);
  put(layers.layered, event(2), "two", 2);
  EXPECT_TRUE(layers.layered.freeze());
  put(layers.layered, event(1), "newer", 3);
  EXPECT_EQ(layers.layered.checkpoint_position(), Position{0});
  ASSERT_TRUE(layers.layered.write_checkpoint().has_value());
  EXPECT_EQ(layers.layered.checkpoint_position(), Position{2});
  EXPECT_EQ(layers.layered.get(event(1)).value(), "newer");

  std::filesystem::copy(layers.directory / "db", layers.directory / "crashed",
                        std::filesystem::copy_options::recursive);
  const auto rocks = open(layers.directory / "crashed");
  ChatStoreLayered after(*rocks);
  EXPECT_EQ(after.checkpoint_position(), Position{2});
  EXPECT_EQ(after.get(event(1)).value(), "one");
  EXPECT_EQ(after.get(event(2)).value(), "two");
}

TEST(ChatStoreLayered, freezes_nothing_twice_and_nothing_that_is_empty) {
  Layers layers;
  EXPECT_FALSE(layers.layered.freeze());
  put(layers.layered, event(1), "one", 1);
  EXPECT_TRUE(layers.layered.freeze());
  put(layers.layered, event(2), "two", 2);
  EXPECT_FALSE(layers.layered.freeze());
  EXPECT_TRUE(layers.layered.usage().has_frozen);
  ASSERT_TRUE(layers.layered.write_checkpoint().has_value());
  EXPECT_FALSE(layers.layered.usage().has_frozen);
  EXPECT_TRUE(layers.layered.freeze());
}

TEST(ChatStoreLayered, a_position_moves_on_without_a_row) {
  Layers layers;
  WriteBatch batch;
  batch.set_position(Position{5});
  ASSERT_TRUE(layers.layered.write(std::move(batch)).has_value());
  EXPECT_EQ(layers.layered.usage().commands, 5U);
  EXPECT_TRUE(layers.layered.freeze());
  ASSERT_TRUE(layers.layered.write_checkpoint().has_value());
  EXPECT_EQ(layers.layered.checkpoint_position(), Position{5});
  EXPECT_EQ(layers.layered.usage().commands, 0U);
}

TEST(ChatStoreLayered, a_page_longer_than_a_round_is_whole) {
  Layers layers;
  constexpr std::uint64_t kRows = 3 * ChatStoreLayered::kRoundRowsMax + 7;
  for (std::uint64_t seq = 1; seq <= kRows; ++seq) {
    put(layers.layered, event(seq), std::to_string(seq), seq);
    if (seq == 100 || seq == 1000) layers.disturb(2);
    if (seq == 2000) layers.disturb(1);
  }
  for (const Order order : {Order::Ascending, Order::Descending}) {
    Range range{Family::Event, {1, 2}, {}};
    range.order = order;
    const auto page = layers.layered.scan(range);
    ASSERT_EQ(page->rows.size(), kRows);
    EXPECT_FALSE(page->has_more);
    for (std::uint64_t i = 0; i < kRows; ++i) {
      const std::uint64_t seq = order == Order::Ascending ? i + 1 : kRows - i;
      ASSERT_EQ(page->rows[i].value, std::to_string(seq));
    }
  }
}

// One writer moves a pair of rows together and appends to an inbox; another thread freezes and
// makes checkpoints; readers must see the pair equal and the inbox without a hole at every moment.
class Bustle {
 public:
  void run() {
    std::vector<std::thread> threads;
    threads.emplace_back([this] { write(); });
    threads.emplace_back([this] { make_checkpoints(); });
    threads.emplace_back([this] { read(); });
    threads.emplace_back([this] { read(); });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(layers_.layered.scan({Family::Inbox, {0, 7}, {}})->rows.size(), kWrites);
  }

 private:
  static constexpr std::uint64_t kWrites = 4000;

  void write() {
    for (std::uint64_t i = 1; i <= kWrites; ++i) {
      WriteBatch batch;
      batch.put(event(1), std::to_string(i));
      batch.put(event(i % 50 + 2), "noise");
      batch.put(event(100), std::to_string(i));
      batch.put({Family::Inbox, {0, 7}, ClusterKey().u64(i)}, "item");
      batch.set_position(Position{i});
      ASSERT_TRUE(layers_.layered.write(std::move(batch)).has_value());
      written_ = i;
    }
    is_done_ = true;
  }

  void make_checkpoints() {
    while (!is_done_) {
      layers_.layered.freeze();
      ASSERT_TRUE(layers_.layered.write_checkpoint().has_value());
    }
  }

  void read() {
    std::uint64_t last = 0;
    while (!is_done_) {
      const std::uint64_t before = written_;
      const auto page = layers_.layered.scan({Family::Event, {1, 2}, {}});
      ASSERT_TRUE(page.has_value());
      if (!page->rows.empty()) {
        ASSERT_EQ(page->rows.front().value, page->rows.back().value);
        const std::uint64_t seen = std::stoull(page->rows.front().value);
        ASSERT_GE(seen, std::max(before, last));
        last = seen;
      }
      const std::uint64_t from = before > 20 ? before - 20 : 1;
      Range tail{Family::Inbox, {0, 7}, ClusterKey().u64(from)};
      tail.rows_max = 15;
      const auto items = layers_.layered.scan(tail);
      ASSERT_GE(items->rows.size(), std::min<std::uint64_t>(15, before));
      for (std::size_t i = 0; i < items->rows.size(); ++i) {
        ASSERT_EQ(items->rows[i].cluster, ClusterKey().u64(from + i));
      }
      if (before > 0) {
        const RowKey oldest{Family::Inbox, {0, 7}, ClusterKey().u64(before / 2 + 1)};
        ASSERT_EQ(layers_.layered.get(oldest).value(), "item");
      }
    }
  }

  Layers layers_;
  std::atomic<std::uint64_t> written_ = 0;
  std::atomic<bool> is_done_ = false;
};

TEST(ChatStoreLayered, readers_see_whole_batches_while_layers_are_frozen_and_dropped) {
  Bustle().run();
}

}  // namespace
}  // namespace parley
