#include "store/chat_store_memory.h"

#include "store/chat_store_conformance.h"

namespace parley {
namespace {

struct Memory final : StoreUnderTest {
  ChatStore& store() override { return memory; }
  void disturb(std::uint64_t) override {}

  ChatStoreMemory memory;
};

INSTANTIATE_TEST_SUITE_P(Memory, ChatStoreConformance,
                         testing::Values(StoreMaker{"memory",
                                                    [] { return std::make_unique<Memory>(); }}));

TEST(MemoryTable, forgets_what_was_removed_where_nothing_lies_below) {
  MemoryTable table(Removals::Forget);
  const RowKey key{Family::Event, {1, 2}, ClusterKey().u64(1)};
  WriteBatch batch;
  batch.put(key, "value");
  batch.remove(key);
  batch.put(key, "value");
  batch.remove_range(key, ClusterKey::last());
  table.apply(batch);
  EXPECT_TRUE(table.empty());
  EXPECT_TRUE(table.sorted_partitions(Family::Event).empty());
}

TEST(MemoryTable, one_growing_stretch_stays_one) {
  MemoryTable table(Removals::Keep);
  WriteBatch batch;
  for (std::uint64_t floor = 1; floor <= 100; ++floor) {
    batch.remove_range({Family::Inbox, {0, 2}, {}}, ClusterKey().u64(floor));
  }
  table.apply(batch);
  ASSERT_EQ(table.sorted_partitions(Family::Inbox).size(), 1U);
  EXPECT_EQ(table.sorted_partitions(Family::Inbox)[0].second->removed.size(), 1U);
  EXPECT_FALSE(table.empty());
}

TEST(MemoryTable, a_row_that_is_written_again_takes_no_more_room) {
  MemoryTable table(Removals::Keep);
  const RowKey key{Family::Event, {1, 2}, ClusterKey().u64(1)};
  const auto put = [&](std::string value) {
    WriteBatch batch;
    batch.put(key, std::move(value));
    table.apply(batch);
  };
  put(std::string(10'000, 'x'));
  const std::size_t bytes = table.bytes();
  EXPECT_GT(bytes, 10'000U);
  for (int i = 0; i < 100; ++i) put(std::string(9'000, 'y'));
  EXPECT_EQ(table.bytes(), bytes);
  EXPECT_EQ(table.rows(), 1U);
  put(std::string(20'000, 'z'));
  std::string value;
  EXPECT_EQ(table.find(key, value), MemoryTable::Found::Here);
  EXPECT_EQ(value, std::string(20'000, 'z'));
}

}  // namespace
}  // namespace parley
