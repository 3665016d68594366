#include "log/group_writer.h"

#include <gtest/gtest.h>

#include <future>
#include <set>

#include "engines/disk/disk_simulated.h"
#include "log/log_journal.h"

namespace parley {
namespace {

using namespace std::chrono_literals;

TEST(SyncDue, the_first_after_an_idle_pace_is_synced_at_once) {
  EXPECT_EQ(sync_due(5000us, 4000us, 1000us), 5000us);
  EXPECT_EQ(sync_due(9000us, 4000us, 1000us), 9000us);
}

TEST(SyncDue, otherwise_syncs_start_a_pace_apart) {
  EXPECT_EQ(sync_due(4001us, 4000us, 1000us), 5000us);
  EXPECT_EQ(sync_due(4999us, 4000us, 1000us), 5000us);
}

struct ClockByHand final : Clock {
  TimeMs now() const override { return time; }
  Milliseconds monotonic() const override { return Milliseconds{to_number(time)}; }
  TimeMs time{1000};
};

struct Name final : RecordTicket {
  explicit Name(std::string n) : name(std::move(n)) {}
  std::string name;
};

// Writes down what it hears: "1@1000:ab" for records a and b, "failed:c", "lost".
struct Story final : CommitListener {
  void on_committed(Position first, TimeMs at, std::span<LogRecord> group) override {
    std::string line = to_text(to_number(first)) + "@" + std::to_string(to_number(at)) + ":";
    for (const LogRecord& record : group) {
      line += static_cast<const Name&>(*record.ticket).name;
    }
    lines.push_back(line);
  }
  void on_failed(const Error&, std::span<const LogRecord> group) override {
    std::string line = "failed:";
    for (const LogRecord& record : group) {
      line += static_cast<const Name&>(*record.ticket).name;
    }
    lines.push_back(line);
  }
  void on_lost(const Error&) override { lines.emplace_back("lost"); }

  std::vector<std::string> lines;
};

class GroupWriterTest : public testing::Test {
 protected:
  GroupWriterTest() { EXPECT_TRUE(log_.recover().has_value()); }

  static std::vector<LogRecord> batch_of(std::string_view names, std::size_t bytes = 10) {
    std::vector<LogRecord> batch;
    for (const char name : names) {
      batch.push_back({std::string(bytes, name), std::make_unique<Name>(std::string(1, name))});
    }
    return batch;
  }
  Enqueued enqueue(std::string_view names) {
    auto batch = batch_of(names);
    return writer().enqueue(batch);
  }
  // Made when first used, so that a test can change the options before.
  GroupWriter& writer() {
    if (!writer_) writer_ = std::make_unique<GroupWriter>(log_, story_, clock_, options_);
    return *writer_;
  }

  DiskSimulated disk_{1};
  SeededRandom random_{1};
  LogJournal log_{disk_, random_, {.segment_bytes = 65536}};
  ClockByHand clock_;
  Story story_;
  GroupWriterOptions options_{.records_max = 5, .group_bytes_max = 30, .pace = 0us, .retry = 1ms};

 private:
  std::unique_ptr<GroupWriter> writer_;
};

TEST_F(GroupWriterTest, what_waits_becomes_one_group_with_one_time) {
  EXPECT_EQ(enqueue("ab"), Enqueued::Sent);
  EXPECT_EQ(enqueue("c"), Enqueued::Sent);
  const auto steps = disk_.steps();
  EXPECT_TRUE(writer().write_waiting());
  EXPECT_EQ(disk_.steps(), steps + 1);
  EXPECT_FALSE(writer().write_waiting());
  EXPECT_EQ(story_.lines, std::vector<std::string>{"1@1000:abc"});
}

TEST_F(GroupWriterTest, a_group_ends_with_the_record_that_reaches_its_limit) {
  enqueue("abcde");
  EXPECT_TRUE(writer().write_waiting());
  EXPECT_TRUE(writer().write_waiting());
  EXPECT_EQ(story_.lines, (std::vector<std::string>{"1@1000:abc", "4@1000:de"}));
}

TEST_F(GroupWriterTest, a_full_queue_takes_nothing_of_a_batch_and_leaves_it_to_its_owner) {
  EXPECT_EQ(enqueue("abcd"), Enqueued::Sent);
  auto batch = batch_of("ef");
  EXPECT_EQ(writer().enqueue(batch), Enqueued::Full);
  EXPECT_EQ(batch.size(), 2U);
  EXPECT_EQ(enqueue("g"), Enqueued::Sent);
}

TEST_F(GroupWriterTest, time_never_decreases_even_if_the_clock_does) {
  enqueue("a");
  writer().write_waiting();
  clock_.time = TimeMs{500};
  enqueue("b");
  writer().write_waiting();
  clock_.time = TimeMs{2000};
  enqueue("c");
  writer().write_waiting();
  EXPECT_EQ(story_.lines, (std::vector<std::string>{"1@1000:a", "2@1000:b", "3@2000:c"}));
}

TEST_F(GroupWriterTest, a_full_disk_fails_all_who_wait_and_refuses_more_until_it_has_room) {
  enqueue("a");
  writer().write_waiting();
  enqueue("bcde");
  disk_.set_full(true);
  EXPECT_FALSE(writer().write_waiting());
  EXPECT_FALSE(writer().is_open());
  EXPECT_EQ(enqueue("f"), Enqueued::Closed);
  EXPECT_FALSE(writer().write_waiting());
  disk_.set_full(false);
  EXPECT_TRUE(writer().write_waiting());
  EXPECT_TRUE(writer().is_open());
  EXPECT_EQ(enqueue("f"), Enqueued::Sent);
  EXPECT_TRUE(writer().write_waiting());
  ASSERT_GE(story_.lines.size(), 4U);
  EXPECT_EQ(story_.lines[0], "1@1000:a");
  EXPECT_EQ(story_.lines[1], "failed:bcd");
  EXPECT_EQ(story_.lines[2], "failed:e");
  EXPECT_EQ(story_.lines.back(), to_text(to_number(log_.end().head)) + "@1000:f");
}

// Over many disks, each of which keeps another part of the write that failed.
TEST(GroupWriter, records_that_turn_up_after_a_failed_append_are_committed_late) {
  std::set<std::size_t> turned_up;
  for (std::uint64_t seed = 1; seed < 60; ++seed) {
    DiskSimulated disk(seed);
    SeededRandom random(seed);
    LogJournal log(disk, random, {.segment_bytes = 65536});
    ASSERT_TRUE(log.recover().has_value());
    ClockByHand clock;
    Story story;
    GroupWriter writer(log, story, clock);
    std::vector<LogRecord> batch;
    batch.push_back({std::string(600, 'a'), std::make_unique<Name>("a")});
    batch.push_back({std::string(600, 'b'), std::make_unique<Name>("b")});
    ASSERT_EQ(writer.enqueue(batch), Enqueued::Sent);
    disk.plan(DiskTrouble::NoSpace, 1);
    EXPECT_FALSE(writer.write_waiting());
    EXPECT_TRUE(writer.write_waiting());
    const auto head = to_number(log.end().head);
    turned_up.insert(head);
    std::vector<std::string> expected{"failed:ab"};
    if (head > 0) expected.push_back(std::string("1@1000:") + (head == 1 ? "a" : "ab"));
    EXPECT_EQ(story.lines, expected);
  }
  EXPECT_GE(turned_up.size(), 2U);
}

TEST_F(GroupWriterTest, a_failed_sync_is_told_once_and_then_nothing_happens_any_more) {
  enqueue("ab");
  disk_.plan(DiskTrouble::SyncFailed, 1);
  EXPECT_FALSE(writer().write_waiting());
  EXPECT_FALSE(writer().write_waiting());
  EXPECT_EQ(enqueue("c"), Enqueued::Closed);
  EXPECT_EQ(story_.lines, (std::vector<std::string>{"failed:ab", "lost"}));
}

TEST_F(GroupWriterTest, the_thread_writes_everything_before_it_ends) {
  options_.records_max = 100'000;
  options_.pace = 100us;
  writer().start();
  std::vector<std::future<int>> senders;
  for (int sender = 0; sender < 3; ++sender) {
    senders.push_back(std::async(std::launch::async, [&] {
      int sent = 0;
      for (int i = 0; i < 300; ++i) {
        if (enqueue("x") == Enqueued::Sent) ++sent;
      }
      return sent;
    }));
  }
  std::uint64_t sent = 0;
  for (auto& sender : senders) sent += static_cast<std::uint64_t>(sender.get());
  writer().stop();
  writer().stop();
  EXPECT_EQ(sent, 900U);
  EXPECT_EQ(to_number(log_.end().head), 900U);
  EXPECT_EQ(enqueue("y"), Enqueued::Closed);
}

}  // namespace
}  // namespace parley
