// What both disks promise, and what the simulated one does on the worst day.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/check.h"
#include "engines/disk/disk_posix.h"
#include "engines/disk/disk_simulated.h"

namespace parley {
namespace {

std::string read_all(const DiskFile& file) {
  std::string bytes(static_cast<std::size_t>(file.size().value()), '?');
  bytes.resize(file.read_at(0, bytes).value());
  return bytes;
}

void keeps_what_is_written(Disk& disk) {
  EXPECT_TRUE(disk.list().value().empty());
  EXPECT_EQ(disk.open("a").error().fault, DiskFault::NotFound);

  auto file = std::move(disk.create("a").value());
  ASSERT_TRUE(file->preallocate(3000).has_value());
  EXPECT_EQ(file->size().value(), 3000U);
  ASSERT_TRUE(file->write_durable(1000, "hello").has_value());
  ASSERT_TRUE(file->sync().has_value());
  ASSERT_TRUE(disk.sync_directory().has_value());
  EXPECT_EQ(disk.list().value(), std::vector<std::string>{"a"});

  const auto again = std::move(disk.open("a").value());
  const std::string bytes = read_all(*again);
  EXPECT_EQ(bytes.substr(1000, 5), "hello");
  EXPECT_EQ(std::ranges::count(bytes, '\0'), 2995);
  char beyond[10];
  EXPECT_EQ(again->read_at(2995, beyond).value(), 5U);
  EXPECT_EQ(again->read_at(9000, beyond).value(), 0U);

  ASSERT_TRUE(disk.remove("a").has_value());
  EXPECT_EQ(disk.remove("a").error().fault, DiskFault::NotFound);
  EXPECT_TRUE(disk.list().value().empty());
}

TEST(Disk, the_file_system_keeps_what_is_written) {
  std::string directory = std::filesystem::temp_directory_path() / "parley_disk_XXXXXX";
  ASSERT_NE(::mkdtemp(directory.data()), nullptr);
  keeps_what_is_written(**DiskPosix::open_directory(directory + "/made"));
  std::filesystem::remove_all(directory);
}

TEST(Disk, the_simulated_disk_keeps_what_is_written) {
  DiskSimulated disk(1);
  keeps_what_is_written(disk);
}

TEST(Disk, a_missing_parent_is_told_apart_from_a_broken_device) {
  const auto opened = DiskPosix::open_directory("/nowhere/at/all");
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().fault, DiskFault::NotFound);
}

// A disk with a durable file "a" of eight sectors of 'o'.
std::unique_ptr<DiskFile> make_old(DiskSimulated& disk) {
  auto file = std::move(disk.create("a").value());
  PARLEY_CHECK(file->write_durable(0, std::string(8 * DiskSimulated::kSectorBytes, 'o')));
  PARLEY_CHECK(disk.sync_directory());
  return file;
}

TEST(DiskSimulated, a_crash_in_a_write_leaves_whole_sectors_in_any_choice) {
  bool saw_hole = false;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    DiskSimulated disk(seed);
    auto file = make_old(disk);
    disk.plan(DiskTrouble::Crash, 1);
    EXPECT_FALSE(file->write_durable(0, std::string(8 * DiskSimulated::kSectorBytes, 'n')));
    EXPECT_TRUE(disk.has_crashed());
    EXPECT_FALSE(file->size().has_value());
    disk.restart();
    EXPECT_FALSE(file->size().has_value());

    const std::string left = read_all(**disk.open("a"));
    std::string sectors;
    for (std::size_t i = 0; i < 8; ++i) {
      const auto sector = std::string_view(left).substr(i * DiskSimulated::kSectorBytes,
                                                        DiskSimulated::kSectorBytes);
      EXPECT_EQ(sector, std::string(DiskSimulated::kSectorBytes, sector[0]));
      sectors += sector[0];
    }
    saw_hole = saw_hole || sectors.find("on") != std::string::npos;
  }
  EXPECT_TRUE(saw_hole) << "a later sector can survive without an earlier one";
}

TEST(DiskSimulated, a_name_that_was_not_synced_survives_a_crash_by_chance_only) {
  int survived = 0;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    DiskSimulated disk(seed);
    ASSERT_TRUE(disk.create("a").has_value());
    disk.restart();
    survived += static_cast<int>(disk.list().value().size());
  }
  EXPECT_GT(survived, 5);
  EXPECT_LT(survived, 45);
}

TEST(DiskSimulated, a_full_disk_refuses_writes_until_there_is_room) {
  DiskSimulated disk(1);
  auto file = make_old(disk);
  disk.set_full(true);
  EXPECT_EQ(file->write_durable(0, "new").error().fault, DiskFault::NoSpace);
  EXPECT_EQ(disk.create("b").error().fault, DiskFault::NoSpace);
  disk.set_full(false);
  EXPECT_TRUE(file->write_durable(0, "new").has_value());
  EXPECT_EQ(read_all(*file).substr(0, 4), "newo");
}

TEST(DiskSimulated, a_failed_sync_may_drop_what_the_program_thought_it_had_written) {
  bool dropped = false;
  for (std::uint64_t seed = 0; seed < 20 && !dropped; ++seed) {
    DiskSimulated disk(seed);
    auto file = make_old(disk);
    disk.plan(DiskTrouble::SyncFailed, 1);
    EXPECT_EQ(file->write_durable(0, "new").error().fault, DiskFault::Device);
    dropped = read_all(*file).starts_with("ooo");
  }
  EXPECT_TRUE(dropped);
}

}  // namespace
}  // namespace parley
