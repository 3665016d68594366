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
  EXPECT_EQ(table.bytes(), 0U);
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
  EXPECT_EQ(table.sorted_partitions(Family::Inbox)[0]->second.removed.size(), 1U);
  EXPECT_FALSE(table.empty());
}

TEST(MemoryTable, counts_bytes_down_as_it_counted_them_up) {
  MemoryTable table(Removals::Keep);
  const RowKey key{Family::Event, {1, 2}, ClusterKey().u64(1)};
  WriteBatch batch;
  batch.put(key, std::string(1000, 'x'));
  table.apply(batch);
  EXPECT_GT(table.bytes(), 1000U);
  WriteBatch shorter;
  shorter.put(key, "");
  table.apply(shorter);
  EXPECT_LT(table.bytes(), 1000U);
  EXPECT_EQ(table.rows(), 1U);
}

}  // namespace
}  // namespace parley
