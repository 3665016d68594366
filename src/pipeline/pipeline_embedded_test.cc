// The pipeline over a journal on a simulated disk. Its turns are taken by hand, except where the
// threads themselves are what is tested.
#include "pipeline/pipeline_embedded.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/fake_clock.h"
#include "engines/disk/disk_simulated.h"
#include "log/log_journal.h"
#include "pipeline/test_chat.h"
#include "store/test_table.h"

namespace parley {
namespace {

// Writes down what is posted to it: answers run, deliveries as "user:inbox_seq".
class EdgeWritten final : public Edge {
 public:
  void post(EdgeBatch batch) override {
    const std::lock_guard lock(mutex_);
    ++posts;
    for (auto& [completion, answer] : batch.answers) completion(std::move(answer));
    for (const Delivery& delivery : batch.deliveries) {
      for (const Delivery::To& to : delivery.to) {
        delivered.push_back(to_text(to.user) + ":" + to_text(to_number(to.inbox_seq)));
      }
    }
  }

  int posts = 0;
  std::vector<std::string> delivered;

 private:
  std::mutex mutex_;
};

// The store below: in memory, and whatever is written to it is safe at the flush.
class BelowMemory final : public CheckpointStore {
 public:
  Result<std::optional<std::string>> get(const RowKey& key) override {
    if (fails_reads) return fail(Errc::StoreFailed, "told to");
    return rows_.get(key);
  }
  Result<Page> scan(const Range& range) override { return rows_.scan(range); }
  Result<> write(WriteBatch&& batch) override { return rows_.write(std::move(batch)); }
  Result<> write_table(const MemoryTable& table, std::optional<Position> position) override {
    written_ = position.value_or(written_);
    return rows_.write(batch_of(table));
  }
  Result<> flush() override {
    flushed_ = written_;
    return {};
  }
  Position flushed_position() const override { return flushed_; }

  std::atomic<bool> fails_reads = false;

 private:
  ChatStoreMemory rows_;
  Position written_{};
  Position flushed_{};
};

// Writes down how far Ben received and read.
class MarkersWritten final : public MarkerListener {
 public:
  void on_read(UserId user, ConversationId conversation, Seq through) override {
    EXPECT_EQ(user, kBen);
    EXPECT_EQ(conversation, kAnnAndBen);
    told.push_back("read " + to_text(to_number(through)));
  }
  void on_acked(UserId user, InboxSeq before, InboxSeq through) override {
    EXPECT_EQ(user, kBen);
    told.push_back("acked " + std::to_string(to_number(before)) + "-" +
                   std::to_string(to_number(through)));
  }

  std::vector<std::string> told;
};

// One life of a server: it ends, and another begins on the same disk and store.
struct Life {
  Life(Disk& disk, Random& random, CheckpointStore& below, const Clock& clock,
       const EmbeddedOptions& options)
      : log(disk, random, {.segment_bytes = std::size_t{1} << 20}),
        store(below),
        pipeline({log, store, clock, audience, metrics}, options) {
    pipeline.add_edge(edge);
    pipeline.add_edge(other_edge);
  }

  Metrics metrics;
  LogJournal log;
  ChatStoreLayered store;
  Audience audience;
  EdgeWritten edge;
  EdgeWritten other_edge;
  PipelineEmbedded pipeline;
};

class PipelineEmbeddedTest : public testing::Test {
 protected:
  PipelineEmbeddedTest() {
    options_.writer.pace = std::chrono::microseconds{0};
    options_.store_retry = Milliseconds{1};
  }

  Life& life() {
    if (!life_) life_ = std::make_unique<Life>(*disk_, random_, *below_, clock_, options_);
    return *life_;
  }
  Life& recovered() {
    const auto done = life().pipeline.recover();
    EXPECT_TRUE(done.has_value()) << done.error().detail;
    return life();
  }
  // What came of it goes to answers_, as `name=seq`, `name=seq again`, or `name=code`.
  Submission submission(const std::string& name, Command command) {
    return {std::move(command), [this, name](const Result<Answer>& answer) {
              const std::lock_guard lock(mutex_);
              if (!answer) {
                answers_.push_back(name + "=" + std::string(to_text(answer.error().code)));
                return;
              }
              const std::string again = answer->is_duplicate ? " again" : "";
              answers_.push_back(name + "=" + to_text(to_number(answer->outcome.seq)) + again);
            }};
  }
  Command said(const std::string& text) {
    return chat_.command(kAnn, kAnnAndBen, SendMessage{text, std::nullopt, {}});
  }
  Submitted submit(const std::string& names, std::size_t edge = 0) {
    std::vector<Submission> batch;
    for (const char name : names) {
      batch.push_back(submission(std::string(1, name), said(std::string(1, name))));
    }
    const Submitted submitted = life().pipeline.submit(edge, batch);
    EXPECT_EQ(batch.empty(), submitted == Submitted::Taken);
    return submitted;
  }
  // Takes turns until nobody has anything to do.
  void work() {
    PipelineEmbedded& pipeline = life().pipeline;
    while (pipeline.write_waiting() || pipeline.apply_waiting()) {
    }
  }
  std::vector<std::string> texts() {
    std::vector<std::string> texts;
    const auto events = ChatReader(life().store)
                            .events(kAnnAndBen, Seq{1}, kOpenEnd, Order::Ascending, 10'000)
                            .value();
    for (const Event& event : events) texts.push_back(std::get<Message>(event.body).text.text);
    return texts;
  }

  using Lines = std::vector<std::string>;

  Chat chat_;  // Only for making commands.
  FakeClock clock_;
  std::unique_ptr<DiskSimulated> disk_ = std::make_unique<DiskSimulated>(1);
  std::unique_ptr<BelowMemory> below_ = std::make_unique<BelowMemory>();
  SeededRandom random_{1};
  EmbeddedOptions options_;
  std::mutex mutex_;
  Lines answers_;
  std::unique_ptr<Life> life_;
};

TEST_F(PipelineEmbeddedTest, AnswersEachSubmissionOnceInTheOrderInWhichTheyCame) {
  recovered();
  EXPECT_EQ(submit("ab"), Submitted::Taken);
  EXPECT_EQ(submit("c"), Submitted::Taken);
  EXPECT_TRUE(answers_.empty());
  work();
  EXPECT_EQ(answers_, (Lines{"a=1", "b=2", "c=3"}));
  EXPECT_EQ(life().edge.posts, 1);
  work();
  EXPECT_EQ(answers_.size(), 3U);
}

TEST_F(PipelineEmbeddedTest, AnswersARepeatedSubmissionAsADuplicate) {
  recovered();
  const Command command = said("once");
  std::vector<Submission> batch;
  batch.push_back(submission("a", command));
  batch.push_back(submission("b", command));
  ASSERT_EQ(life().pipeline.submit(0, batch), Submitted::Taken);
  work();
  EXPECT_EQ(answers_, (Lines{"a=1", "b=1 again"}));
}

TEST_F(PipelineEmbeddedTest, DeliversOnlyToTheEdgesThatHoldARecipient) {
  recovered();
  life().audience.enter(kBen, 1);
  submit("a");
  work();
  EXPECT_TRUE(life().edge.delivered.empty());
  EXPECT_EQ(life().other_edge.delivered, Lines{"102:1"});
  life().audience.enter(kAnn, 0);
  life().audience.enter(kAnn, 1);
  submit("b");
  work();
  EXPECT_EQ(life().edge.delivered, Lines{"101:2"});
  EXPECT_EQ(life().other_edge.delivered, (Lines{"102:1", "101:2", "102:2"}));
}

TEST_F(PipelineEmbeddedTest, DeliversAnOwnItemToItsUserAlone) {
  recovered();
  life().audience.enter(kAnn, 0);
  life().audience.enter(kBen, 0);
  std::vector<Submission> batch;
  batch.push_back({InboxCommand{kBen, {}, DevicesItem{}}, nullptr});
  ASSERT_EQ(life().pipeline.submit(0, batch), Submitted::Taken);
  work();
  EXPECT_EQ(life().edge.delivered, Lines{"102:1"});
}

TEST_F(PipelineEmbeddedTest, TakesNoMoreThanItMayHaveInFlight) {
  options_.in_flight_max = 3;
  recovered();
  EXPECT_EQ(submit("ab"), Submitted::Taken);
  EXPECT_EQ(submit("cd"), Submitted::Full);
  EXPECT_EQ(submit("c"), Submitted::Taken);
  EXPECT_EQ(submit("d"), Submitted::Full);
  work();
  EXPECT_EQ(submit("d"), Submitted::Taken);
  work();
  EXPECT_EQ(answers_, (Lines{"a=1", "b=2", "c=3", "d=4"}));
}

TEST_F(PipelineEmbeddedTest, HasRoomAgainAfterTheWriterRefused) {
  options_.in_flight_max = 10;
  options_.writer.records_max = 2;
  recovered();
  for (int i = 0; i < 10; ++i) EXPECT_EQ(submit("abc"), Submitted::Full);
  EXPECT_EQ(submit("ab"), Submitted::Taken);
  work();
  EXPECT_EQ(answers_, (Lines{"a=1", "b=2"}));
}

TEST_F(PipelineEmbeddedTest, TellsOfAFailedWriteAndGoesOnWhenThereIsRoom) {
  recovered();
  submit("a");
  work();
  EXPECT_TRUE(life().pipeline.is_ready());
  disk_->set_full(true);
  EXPECT_EQ(submit("b"), Submitted::Taken);
  life().pipeline.write_waiting();
  EXPECT_EQ(answers_, (Lines{"a=1", "b=store_failed"}));
  EXPECT_FALSE(life().pipeline.is_ready());
  EXPECT_EQ(submit("c"), Submitted::Closed);
  disk_->set_full(false);
  life().pipeline.write_waiting();
  work();
  EXPECT_TRUE(life().pipeline.is_ready());
  EXPECT_EQ(submit("d"), Submitted::Taken);
  work();
  EXPECT_EQ(answers_.size(), 3U);
  EXPECT_EQ(answers_.back().substr(0, 2), "d=");
}

// A record of a failed write may be there after all: then it is applied, but told only once. Each
// disk keeps another part of the write.
TEST_F(PipelineEmbeddedTest, AppliesWhatTurnsUpAfterAFailedWriteWithoutASecondAnswer) {
  std::size_t turned_up = 0;
  for (std::uint64_t seed = 1; seed < 40; ++seed) {
    life_.reset();
    below_ = std::make_unique<BelowMemory>();
    disk_ = std::make_unique<DiskSimulated>(seed);
    answers_.clear();
    recovered();
    const Command command = said("a");
    std::vector<Submission> batch;
    batch.push_back(submission("a", command));
    batch.push_back(submission("b", said(std::string(2'000, 'b'))));
    ASSERT_EQ(life().pipeline.submit(0, batch), Submitted::Taken);
    disk_->plan(DiskTrouble::NoSpace, 1);
    life().pipeline.write_waiting();
    life().pipeline.write_waiting();
    work();
    const bool is_there = !texts().empty();
    turned_up += is_there;
    batch.push_back(submission("a", command));
    ASSERT_EQ(life().pipeline.submit(0, batch), Submitted::Taken);
    work();
    EXPECT_EQ(answers_,
              (Lines{"a=store_failed", "b=store_failed", is_there ? "a=1 again" : "a=1"}));
  }
  EXPECT_GE(turned_up, 1U);
}

TEST_F(PipelineEmbeddedTest, ReplaysAfterACrashWhatTheCheckpointLacks) {
  recovered();
  submit("ab");
  work();
  ASSERT_TRUE(life().store.freeze());
  ASSERT_TRUE(life().store.write_checkpoint());
  submit("cd");
  work();
  life_.reset();  // Nothing is written at the end of a pipeline that was never started.
  disk_->restart();
  recovered();
  EXPECT_EQ(texts(), (Lines{"a", "b", "c", "d"}));
  submit("e");
  work();
  EXPECT_EQ(answers_.back(), "e=5");
}

TEST_F(PipelineEmbeddedTest, MakesACheckpointOfEverythingWhenItStops) {
  ASSERT_TRUE(life().pipeline.start());
  std::vector<Submission> batch;
  batch.push_back(submission("a", said("a")));
  ASSERT_EQ(life().pipeline.submit(0, batch), Submitted::Taken);
  ASSERT_TRUE(life().pipeline.stop());
  EXPECT_EQ(answers_, Lines{"a=1"});
  EXPECT_EQ(life().store.checkpoint_position(), Position{1});
  EXPECT_TRUE(life().pipeline.stop());
}

TEST_F(PipelineEmbeddedTest, StopsThoughTheStoreCannotBeReadAndLeavesTheRestToItsNextLife) {
  ASSERT_TRUE(life().pipeline.start());
  below_->fails_reads = true;
  ASSERT_EQ(submit("ab"), Submitted::Taken);
  ASSERT_TRUE(life().pipeline.stop());
  EXPECT_EQ(answers_, Lines{});
  life_.reset();
  below_->fails_reads = false;
  recovered();
  EXPECT_EQ(texts(), (Lines{"a", "b"}));
}

TEST_F(PipelineEmbeddedTest, WritesTheMarksOfDevicesWithTheNextTurn) {
  recovered();
  life().pipeline.note_device(kBen, DeviceId{7}, InboxSeq{3});
  life().pipeline.note_device(kBen, DeviceId{7}, InboxSeq{2});
  life().pipeline.apply_waiting();
  const auto cursor = ChatReader(life().store).device_cursor(kBen, DeviceId{7}).value();
  EXPECT_EQ(cursor, (DeviceCursor{InboxSeq{3}, clock_.now()}));
}

TEST_F(PipelineEmbeddedTest, WritesTheNewestOfWhenSomebodyWasSeen) {
  recovered();
  life().pipeline.note_last_seen(kBen, {.at = clock_.now(), .is_online = true});
  const LastSeen left{.at = clock_.now() + Milliseconds{1}, .is_online = false};
  life().pipeline.note_last_seen(kBen, left);
  life().pipeline.apply_waiting();
  EXPECT_EQ(ChatReader(life().store).last_seen(kBen).value(), left);
  EXPECT_EQ(ChatReader(life().store).last_seen(kAnn).value(), std::nullopt);
}

TEST_F(PipelineEmbeddedTest, TellsOfMarkersThatMoveAndOfNoOthers) {
  MarkersWritten markers;
  life().pipeline.set_marker_listener(markers);
  recovered();
  submit("ab");
  for (const std::uint64_t through : {2, 1}) {
    std::vector<Submission> batch;
    batch.push_back({InboxCommand{kBen, kAnnAndBen, ReadThrough{Seq{through}}}, nullptr});
    ASSERT_EQ(life().pipeline.submit(0, batch), Submitted::Taken);
  }
  work();
  life().pipeline.note_device(kBen, DeviceId{7}, InboxSeq{2});
  life().pipeline.apply_waiting();
  life().pipeline.note_device(kBen, DeviceId{7}, InboxSeq{1});
  life().pipeline.note_device(kBen, DeviceId{8}, InboxSeq{3});
  life().pipeline.apply_waiting();
  EXPECT_EQ(markers.told, (Lines{"read 2", "acked 0-2", "acked 0-3"}));
}

TEST_F(PipelineEmbeddedTest, AnswersEveryoneWhoSubmitsFromManyThreads) {
  constexpr int kEach = 200;
  ASSERT_TRUE(life().pipeline.start());
  std::vector<Command> commands;
  for (int i = 0; i < 2 * kEach; ++i) commands.push_back(said("x"));
  std::vector<std::thread> senders;
  for (std::size_t edge = 0; edge < 2; ++edge) {
    senders.emplace_back([&, edge] {
      for (int i = 0; i < kEach; ++i) {
        std::vector<Submission> batch;
        batch.push_back(submission("x", commands[edge * kEach + static_cast<std::size_t>(i)]));
        EXPECT_EQ(life().pipeline.submit(edge, batch), Submitted::Taken);
      }
    });
  }
  for (std::thread& sender : senders) sender.join();
  ASSERT_TRUE(life().pipeline.stop());
  EXPECT_EQ(answers_.size(), 2U * kEach);
  EXPECT_EQ(texts().size(), 2U * kEach);
}

}  // namespace
}  // namespace parley
