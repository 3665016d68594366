#include "log/log_time.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "engines/disk/disk_simulated.h"
#include "log/log_journal.h"

namespace parley {
namespace {

TEST(LogTime, StandsAtTheNewestRecordOfTheLogItFollows) {
  DiskSimulated disk(1);
  SeededRandom random(1);
  LogJournal log(disk, random);
  LogTime time;
  EXPECT_EQ(time.now(), TimeMs{});
  time.follow(log);
  ASSERT_TRUE(log.recover());
  EXPECT_EQ(time.now(), TimeMs{});
  const std::string_view record = "record";
  ASSERT_TRUE(log.append({&record, 1}, TimeMs{1'700'000'000'000}));
  EXPECT_EQ(time.now(), TimeMs{1'700'000'000'000});
}

}  // namespace
}  // namespace parley
