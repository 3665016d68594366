// The journal: the conformance suite on both disks, and every disaster at every step.
#include "log/log_journal.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/check.h"
#include "engines/disk/disk_posix.h"
#include "engines/disk/disk_simulated.h"
#include "log/log_conformance.h"

namespace parley {
namespace {

constexpr JournalOptions kSmall{.segment_bytes = 4096, .spare_segments_max = 2};

// A log with the disk and the chance that it stands on.
template <class DiskType>
struct Opened final : Log {
  explicit Opened(std::shared_ptr<DiskType> on) : disk(std::move(on)) {}

  Result<LogEnd> recover() override { return log.recover(); }
  Result<Position> append(std::span<const std::string_view> records, TimeMs at) override {
    return log.append(records, at);
  }
  Result<> read_from(Position first, const Reader& reader) override {
    return log.read_from(first, reader);
  }
  void trim(Position through) override { log.trim(through); }
  LogEnd end() const override { return log.end(); }
  LogState state() const override { return log.state(); }

  std::shared_ptr<DiskType> disk;  // Shared by the processes that follow each other.
  SystemRandom random;
  LogJournal log{*disk, random, kSmall};
};

// A directory that goes when the last user of its disk does.
std::shared_ptr<DiskPosix> make_posix_disk() {
  std::string directory = std::filesystem::temp_directory_path() / "parley_log_XXXXXX";
  PARLEY_CHECK(::mkdtemp(directory.data()) != nullptr);
  return {DiskPosix::open_directory(directory).value().release(), [directory](DiskPosix* disk) {
            std::default_delete<DiskPosix>()(disk);
            std::filesystem::remove_all(directory);
          }};
}

INSTANTIATE_TEST_SUITE_P(
    Journal, LogConformance,
    testing::Values(LogUnderTest{"simulated_disk",
                                 [] {
                                   return [disk = std::make_shared<DiskSimulated>(1)] {
                                     return std::make_unique<Opened<DiskSimulated>>(disk);
                                   };
                                 }},
                    LogUnderTest{"posix_disk",
                                 [] {
                                   return [disk = make_posix_disk()] {
                                     return std::make_unique<Opened<DiskPosix>>(disk);
                                   };
                                 }}),
    [](const auto& info) { return info.param.name; });

// Runs a journal through appends, rolls and trims, keeps a model of it, and compares.
class Play {
 public:
  explicit Play(std::uint64_t seed) : chance_(seed), disk_(seed) { open(); }

  DiskSimulated& disk() { return disk_; }
  LogState state() const { return log_->state(); }

  // Some appends and trims; stops at the first that fails.
  void run(int appends) {
    for (int i = 0; i < appends && log_->state() == LogState::Ready; ++i) {
      append();
      if (chance_.below(4) == 0 && !model_.empty()) {
        trimmed_ = std::max(trimmed_, chance_.below(model_.size() + 1));
        log_->trim(Position{trimmed_});
      }
    }
  }

  // A new process on the same disk.
  void open() {
    log_ = std::make_unique<LogJournal>(disk_, chance_, kSmall);
    log_->trim(Position{trimmed_});
  }

  bool recover() {
    const auto end = log_->recover();
    if (!end) return false;
    const auto head = to_number(end->head);
    EXPECT_GE(head, model_.size()) << "what was reported is there";
    EXPECT_LE(head, model_.size() + uncertain_.size()) << "and nothing that was never appended";
    for (std::size_t i = 0; model_.size() < head && i < uncertain_.size(); ++i) {
      model_.push_back(uncertain_[i]);
    }
    uncertain_.clear();
    return true;
  }

  void check() {
    std::uint64_t expected = trimmed_;
    const auto read = log_->read_from(Position{trimmed_ + 1},
                                      [&](Position position, TimeMs at, std::string_view bytes) {
                                        EXPECT_EQ(to_number(position), ++expected);
                                        EXPECT_EQ(bytes, model_.at(to_number(position) - 1));
                                        EXPECT_LE(to_number(at), appends_);
                                        return true;
                                      });
    EXPECT_TRUE(read.has_value()) << read.error().detail;
    EXPECT_EQ(expected, model_.size());
  }

 private:
  void append() {
    std::vector<std::string> records;
    for (std::uint64_t n = 1 + chance_.below(4); n > 0; --n) {
      const char letter = static_cast<char>('a' + chance_.below(26));
      // Sizes repeat, so that what an earlier life left often begins where a record may begin.
      records.push_back(std::string(200 * chance_.below(5), letter));
    }
    const std::vector<std::string_view> views(records.begin(), records.end());
    const auto first = log_->append(views, TimeMs{++appends_});
    if (!first) {
      uncertain_ = std::move(records);
      return;
    }
    EXPECT_EQ(to_number(*first), model_.size() + 1);
    for (auto& record : records) model_.push_back(std::move(record));
  }

  SeededRandom chance_;
  DiskSimulated disk_;
  std::unique_ptr<LogJournal> log_;
  std::vector<std::string> model_;      // Everything that is certain, from position 1 on.
  std::vector<std::string> uncertain_;  // The group whose append failed.
  std::uint64_t trimmed_ = 0;
  std::int64_t appends_ = 0;
};

// The steps of a play without trouble.
std::uint64_t steps_of(std::uint64_t seed, int appends) {
  Play play(seed);
  PARLEY_CHECK(play.recover());
  play.run(appends);
  return play.disk().steps();
}

constexpr int kAppends = 30;

TEST(LogJournal, a_power_cut_at_any_step_loses_nothing_that_was_reported) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const std::uint64_t steps = steps_of(seed, kAppends);
    for (std::uint64_t step = 1; step <= steps; ++step) {
      SCOPED_TRACE(testing::Message() << "seed " << seed << ", step " << step);
      Play play(seed);
      play.disk().plan(DiskTrouble::Crash, step);
      if (play.recover()) play.run(kAppends);
      ASSERT_TRUE(play.disk().has_crashed());
      // The next life dies early too, in its recovery or a little later; the third one lives.
      play.disk().restart();
      play.disk().plan(DiskTrouble::Crash, 1 + (seed + step) % 8);
      play.open();
      if (play.recover()) {
        play.check();
        play.run(kAppends);
      }
      play.disk().restart();
      play.open();
      ASSERT_TRUE(play.recover());
      play.check();
      play.run(5);
      ASSERT_TRUE(play.recover());
      play.check();
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(LogJournal, a_full_disk_at_any_step_is_recovered_from_in_place) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const std::uint64_t steps = steps_of(seed, kAppends);
    for (std::uint64_t step = 1; step <= steps; ++step) {
      SCOPED_TRACE(testing::Message() << "seed " << seed << ", step " << step);
      Play play(seed);
      play.disk().plan(DiskTrouble::NoSpace, step);
      if (play.recover()) play.run(kAppends);
      ASSERT_EQ(play.state(), LogState::Uncertain);
      ASSERT_TRUE(play.recover());
      play.check();
      play.run(10);
      ASSERT_EQ(play.state(), LogState::Ready);
      // What recovery reported must survive a power cut too.
      play.disk().restart();
      play.open();
      ASSERT_TRUE(play.recover());
      play.check();
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(LogJournal, a_failed_sync_ends_the_process_and_the_next_one_finds_what_was_reported) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const std::uint64_t steps = steps_of(seed, kAppends);
    for (std::uint64_t step = 1; step <= steps; ++step) {
      SCOPED_TRACE(testing::Message() << "seed " << seed << ", step " << step);
      Play play(seed);
      play.disk().plan(DiskTrouble::SyncFailed, step);
      if (play.recover()) play.run(kAppends);
      ASSERT_NE(play.state(), LogState::Ready);
      const bool lost = play.state() == LogState::Lost;
      EXPECT_EQ(play.recover(), !lost);
      if (seed % 2 == 0) play.disk().restart();
      play.open();
      ASSERT_TRUE(play.recover());
      play.check();
      play.run(5);
      play.disk().restart();
      play.open();
      ASSERT_TRUE(play.recover());
      play.check();
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(LogJournal, stays_uncertain_while_the_disk_is_full_and_goes_on_after) {
  Play play(3);
  ASSERT_TRUE(play.recover());
  play.run(10);
  play.disk().set_full(true);
  play.run(1);
  EXPECT_EQ(play.state(), LogState::Uncertain);
  EXPECT_FALSE(play.recover());
  EXPECT_FALSE(play.recover());
  play.disk().set_full(false);
  ASSERT_TRUE(play.recover());
  play.run(10);
  EXPECT_EQ(play.state(), LogState::Ready);
  play.check();
}

TEST(LogJournal, a_few_segments_serve_for_ever_if_the_log_is_trimmed) {
  DiskSimulated disk(1);
  SeededRandom random(1);
  LogJournal log(disk, random, kSmall);
  ASSERT_TRUE(log.recover().has_value());
  const std::string bytes(500, 'x');
  const std::string_view record = bytes;
  for (std::uint64_t i = 1; i <= 1000; ++i) {
    ASSERT_TRUE(log.append({&record, 1}, TimeMs{0}).has_value());
    log.trim(Position{i});
  }
  EXPECT_LE(disk.list().value().size(), 4U);
}

TEST(LogJournal, a_damaged_record_in_the_middle_is_an_error_and_not_an_end) {
  DiskSimulated disk(1);
  SeededRandom random(1);
  LogJournal log(disk, random, kSmall);
  ASSERT_TRUE(log.recover().has_value());
  const std::string bytes(500, 'x');
  const std::string_view record = bytes;
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(log.append({&record, 1}, TimeMs{0}).has_value());
  disk.content("segment-1")[2000] ^= 1;
  const auto read =
      log.read_from(Position{1}, [](Position, TimeMs, std::string_view) { return true; });
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().code, Errc::StoreFailed);
}

TEST(LogJournal, a_position_that_was_recycled_is_an_error) {
  DiskSimulated disk(1);
  SeededRandom random(1);
  LogJournal log(disk, random, kSmall);
  ASSERT_TRUE(log.recover().has_value());
  const std::string bytes(500, 'x');
  const std::string_view record = bytes;
  for (std::uint64_t i = 1; i <= 100; ++i) {
    ASSERT_TRUE(log.append({&record, 1}, TimeMs{0}).has_value());
    log.trim(Position{i});
  }
  const auto reader = [](Position, TimeMs, std::string_view) { return true; };
  EXPECT_FALSE(log.read_from(Position{1}, reader).has_value());
  EXPECT_TRUE(log.read_from(Position{100}, reader).has_value());
}

TEST(LogJournal, segments_of_another_size_are_read_and_then_replaced) {
  DiskSimulated disk(1);
  SeededRandom random(1);
  const std::string small(3000, 's');
  const std::string large(6000, 'l');
  const std::string_view records[] = {small, large};
  {
    LogJournal log(disk, random, kSmall);
    ASSERT_TRUE(log.recover().has_value());
    ASSERT_TRUE(log.append({records, 1}, TimeMs{0}).has_value());
    ASSERT_TRUE(log.recover().has_value());  // Leaves an empty small segment.
  }
  LogJournal log(disk, random, {.segment_bytes = 8192});
  ASSERT_TRUE(log.recover().has_value());
  ASSERT_TRUE(log.append({records + 1, 1}, TimeMs{0}).has_value());
  ASSERT_TRUE(log.recover().has_value());
  std::string seen;
  const auto read = log.read_from(Position{1}, [&](Position, TimeMs, std::string_view bytes) {
    seen += bytes;
    return true;
  });
  EXPECT_TRUE(read.has_value());
  EXPECT_EQ(seen, small + large);
}

}  // namespace
}  // namespace parley
