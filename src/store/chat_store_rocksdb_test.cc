#include "store/chat_store_rocksdb.h"

#include "store/chat_store_conformance.h"

namespace parley {
namespace {

namespace fs = std::filesystem;

struct ClockByHand final : Clock {
  TimeMs now() const override { return time; }
  Milliseconds monotonic() const override { return Milliseconds{to_number(time)}; }
  TimeMs time{};
};

std::unique_ptr<ChatStoreRocksdb> open(const std::string& directory, const Clock& clock) {
  auto opened = ChatStoreRocksdb::open(directory, clock, {.cache_bytes = std::size_t{8} << 20});
  EXPECT_TRUE(opened.has_value()) << opened.error().detail;
  return std::move(*opened);
}

struct Rocks final : StoreUnderTest {
  ChatStore& store() override { return *rocks; }
  void disturb(std::uint64_t choice) override {
    ASSERT_TRUE(rocks->flush().has_value());
    if (choice == 0) {
      rocks.reset();
      rocks = open(directory / "db", clock);
    }
  }

  TemporaryDirectory directory;
  ClockByHand clock;
  std::unique_ptr<ChatStoreRocksdb> rocks = open(directory / "db", clock);
};

// The store stays the same object for the caller while it is opened again.
struct Forwarding final : StoreUnderTest, ChatStore {
  ChatStore& store() override { return *this; }
  void disturb(std::uint64_t choice) override { rocks.disturb(choice); }
  Result<std::optional<std::string>> get(const RowKey& key) override {
    return rocks.store().get(key);
  }
  Result<Page> scan(const Range& range) override { return rocks.store().scan(range); }
  Result<> write(WriteBatch&& batch) override { return rocks.store().write(std::move(batch)); }

  Rocks rocks;
};

INSTANTIATE_TEST_SUITE_P(Rocksdb, ChatStoreConformance,
                         testing::Values(StoreMaker{
                             "rocksdb", [] { return std::make_unique<Forwarding>(); }}));

RowKey event(std::uint64_t seq) { return {Family::Event, {1, 2}, ClusterKey().u64(seq)}; }

void put(ChatStore& store, const RowKey& key, std::string value, std::uint64_t position) {
  WriteBatch batch;
  batch.put(key, std::move(value));
  batch.set_position(Position{position});
  ASSERT_TRUE(store.write(std::move(batch)).has_value());
}

TEST(ChatStoreRocksdb, a_crash_leaves_exactly_the_last_flush_with_its_position) {
  const TemporaryDirectory directory;
  const ClockByHand clock;
  const auto store = open(directory / "db", clock);
  EXPECT_EQ(store->flushed_position(), Position{0});
  put(*store, event(1), "one", 1);
  put(*store, {Family::Body, {1, 2}, ClusterKey().u64(1)}, std::string(50'000, 'b'), 2);
  EXPECT_EQ(store->flushed_position(), Position{0});
  ASSERT_TRUE(store->flush().has_value());
  EXPECT_EQ(store->flushed_position(), Position{2});
  put(*store, event(1), "changed", 3);
  put(*store, {Family::Outcome, {1, 2}, {}}, "new", 4);

  fs::copy(directory / "db", directory / "crashed", fs::copy_options::recursive);
  const auto crashed = open(directory / "crashed", clock);
  EXPECT_EQ(crashed->flushed_position(), Position{2});
  EXPECT_EQ(crashed->get(event(1)).value(), "one");
  EXPECT_EQ(crashed->get({Family::Body, {1, 2}, ClusterKey().u64(1)}).value(),
            std::string(50'000, 'b'));
  EXPECT_EQ(crashed->get({Family::Outcome, {1, 2}, {}}).value(), std::nullopt);
}

TEST(ChatStoreRocksdb, ending_the_process_well_keeps_no_more_than_a_crash_does) {
  const TemporaryDirectory directory;
  const ClockByHand clock;
  {
    const auto store = open(directory / "db", clock);
    put(*store, event(1), "one", 1);
    ASSERT_TRUE(store->flush().has_value());
    put(*store, event(2), "two", 2);
  }
  const auto store = open(directory / "db", clock);
  EXPECT_EQ(store->flushed_position(), Position{1});
  EXPECT_EQ(store->get(event(2)).value(), std::nullopt);
}

TEST(ChatStoreRocksdb, outcomes_go_with_the_17th_day_and_nothing_else_does) {
  const TemporaryDirectory directory;
  ClockByHand clock;
  const auto store = open(directory / "db", clock);
  const auto outcome = [](std::uint32_t day) {
    return RowKey{Family::Outcome, {1, 2}, ClusterKey().u64(7).u32(day).raw(std::string(16, 'i'))};
  };
  for (const std::uint32_t day : {100U, 101U, 102U}) put(*store, outcome(day), "o", day);
  put(*store, event(1), "e", 200);
  ASSERT_TRUE(store->flush().has_value());
  clock.time = TimeMs{(101 + 16) * std::int64_t{86'400'000}};
  ASSERT_TRUE(store->compact(Family::Outcome).has_value());
  ASSERT_TRUE(store->compact(Family::Event).has_value());
  EXPECT_EQ(store->get(outcome(100)).value(), std::nullopt);
  EXPECT_EQ(store->get(outcome(101)).value(), "o");
  EXPECT_EQ(store->get(outcome(102)).value(), "o");
  EXPECT_EQ(store->get(event(1)).value(), "e");
}

}  // namespace
}  // namespace parley
