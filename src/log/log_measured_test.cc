#include "log/log_measured.h"

#include <gtest/gtest.h>

#include "engines/disk/disk_simulated.h"
#include "log/log_conformance.h"
#include "log/log_journal.h"

namespace parley {
namespace {

// A measured journal and all that it stands on.
struct Stack {
  explicit Stack(std::shared_ptr<DiskSimulated> on) : disk(std::move(on)) {}

  std::shared_ptr<DiskSimulated> disk;  // Shared by the processes that follow each other.
  SystemRandom random;
  LogJournal journal{*disk, random, {.segment_bytes = 4096, .spare_segments_max = 2}};
  Histogram seconds{kSecondsBounds};
};

struct Opened final : Stack, LogMeasured {
  explicit Opened(std::shared_ptr<DiskSimulated> on)
      : Stack(std::move(on)), LogMeasured(journal, seconds) {}
};

INSTANTIATE_TEST_SUITE_P(Measured, LogConformance,
                         testing::Values(LogUnderTest{
                             "journal",
                             [] {
                               return [disk = std::make_shared<DiskSimulated>(1)] {
                                 return std::make_unique<Opened>(disk);
                               };
                             }}),
                         [](const auto& info) { return info.param.name; });

TEST(LogMeasured, CountsEachAppend) {
  Opened log(std::make_shared<DiskSimulated>(1));
  ASSERT_TRUE(log.recover());
  const std::string_view records[] = {"a", "b"};
  ASSERT_TRUE(log.append(records, TimeMs{1}));
  ASSERT_TRUE(log.append(records, TimeMs{2}));
  EXPECT_EQ(log.seconds.buckets().back().cumulative_count, 2U);
}

}  // namespace
}  // namespace parley
