#include "engines/rocksdb/rocks_database.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace parley {
namespace {

namespace fs = std::filesystem;
using Direction = RocksDatabase::Direction;

class RocksDatabaseTest : public testing::Test {
 protected:
  RocksDatabaseTest() {
    std::string directory = fs::temp_directory_path() / "parley_rocks_XXXXXX";
    EXPECT_NE(::mkdtemp(directory.data()), nullptr);
    directory_ = directory;
  }
  ~RocksDatabaseTest() override { fs::remove_all(directory_); }

  std::unique_ptr<RocksDatabase> open(const std::string& name = "db") {
    auto opened = RocksDatabase::open(
        directory_ / name,
        {{.name = "plain"},
         {.name = "large", .has_large_values = true},
         {.name = "expiring", .is_expired = [](std::string_view key) { return key[0] == 'x'; }}});
    EXPECT_TRUE(opened.has_value()) << opened.error().detail;
    return std::move(*opened);
  }

  static void put(RocksDatabase& database, std::size_t family, std::string_view key,
                  std::string_view value) {
    RocksBatch batch(database);
    batch.put(family, key, value);
    EXPECT_TRUE(database.write(batch).has_value());
  }
  static std::string get(RocksDatabase& database, std::size_t family, std::string_view key) {
    return database.get(family, key).value().value_or("none");
  }
  static std::string keys(RocksDatabase& database, std::string_view from, std::string_view to,
                          Direction direction) {
    std::string keys;
    const auto visited =
        database.visit(0, from, to, direction, [&](std::string_view key, std::string_view) {
          keys += key;
          return keys.size() < 4;
        });
    EXPECT_TRUE(visited.has_value());
    return keys;
  }

  fs::path directory_;
};

TEST_F(RocksDatabaseTest, visits_both_ends_of_a_range_either_way_until_told_to_stop) {
  const auto database = open();
  for (const char* key : {"a", "b", "c", "d", "e", "f"}) put(*database, 0, key, "v");
  EXPECT_EQ(keys(*database, "b", "d", Direction::Up), "bcd");
  EXPECT_EQ(keys(*database, "b", "d", Direction::Down), "dcb");
  EXPECT_EQ(keys(*database, "a", "z", Direction::Up), "abcd");
  EXPECT_EQ(keys(*database, "a", "z", Direction::Down), "fedc");
  EXPECT_EQ(keys(*database, "bb", "bz", Direction::Up), "");
}

TEST_F(RocksDatabaseTest, a_range_is_removed_up_to_but_without_its_end) {
  const auto database = open();
  for (const char* key : {"a", "b", "c"}) put(*database, 0, key, "v");
  RocksBatch batch(*database);
  batch.remove_range(0, "a", "c");
  batch.remove(0, "missing");
  ASSERT_TRUE(database->write(batch).has_value());
  EXPECT_EQ(keys(*database, "a", "z", Direction::Up), "c");
}

TEST_F(RocksDatabaseTest, closing_loses_what_was_not_flushed_in_every_family_alike) {
  {
    const auto database = open();
    put(*database, 0, "a", "1");
    put(*database, 1, "a", std::string(10'000, '1'));
    ASSERT_TRUE(database->flush().has_value());
    put(*database, 0, "a", "2");
    put(*database, 1, "b", "2");
    EXPECT_EQ(get(*database, 0, "a"), "2");
  }
  const auto database = open();
  EXPECT_EQ(get(*database, 0, "a"), "1");
  EXPECT_EQ(get(*database, 1, "a"), std::string(10'000, '1'));
  EXPECT_EQ(get(*database, 1, "b"), "none");
}

TEST_F(RocksDatabaseTest, much_between_two_flushes_is_still_not_flushed_by_itself) {
  const auto database = open();
  put(*database, 0, "first", "1");
  ASSERT_TRUE(database->flush().has_value());
  for (int i = 0; i < 1000; ++i) {
    put(*database, 0, "key" + std::to_string(i), std::string(100'000, 'x'));
  }
  // What a crash would leave now.
  fs::copy(directory_ / "db", directory_ / "copy", fs::copy_options::recursive);
  const auto copy = open("copy");
  EXPECT_EQ(get(*copy, 0, "first"), "1");
  EXPECT_EQ(get(*copy, 0, "key0"), "none");
}

TEST_F(RocksDatabaseTest, compaction_drops_what_is_expired) {
  const auto database = open();
  put(*database, 2, "x1", "old");
  put(*database, 2, "y1", "new");
  ASSERT_TRUE(database->flush().has_value());
  ASSERT_TRUE(database->compact(2).has_value());
  EXPECT_EQ(get(*database, 2, "x1"), "none");
  EXPECT_EQ(get(*database, 2, "y1"), "new");
}

TEST_F(RocksDatabaseTest, a_directory_without_a_parent_is_an_error) {
  EXPECT_FALSE(RocksDatabase::open("/nowhere/at/all", {}).has_value());
}

}  // namespace
}  // namespace parley
