#include "store/checkpointer.h"

#include <gtest/gtest.h>

#include "store/chat_store_memory.h"

namespace parley {
namespace {

struct ClockByHand final : Clock {
  TimeMs now() const override { return TimeMs{time.count()}; }
  Milliseconds monotonic() const override { return time; }
  Milliseconds time{0};
};

// In memory, with a flush that fails when told to.
struct Below final : CheckpointStore {
  Result<std::optional<std::string>> get(const RowKey& key) override { return memory.get(key); }
  Result<Page> scan(const Range& range) override { return memory.scan(range); }
  Result<> write(WriteBatch&& batch) override { return memory.write(std::move(batch)); }
  Result<> write_table(const MemoryTable&, std::optional<Position> position) override {
    ++tables;
    written = position.value_or(written);
    return {};
  }
  Result<> flush() override {
    if (is_full) return fail(Errc::StoreFailed, "full");
    flushed = written;
    return {};
  }
  Position flushed_position() const override { return flushed; }

  ChatStoreMemory memory;
  bool is_full = false;
  int tables = 0;
  Position written{};
  Position flushed{};
};

constexpr CheckpointPolicy kPolicy{.commands = 10, .bytes = 100'000, .age = Milliseconds{1000}};

TEST(CheckpointDue, goes_by_commands_bytes_and_age) {
  const Milliseconds now{0};
  EXPECT_FALSE(checkpoint_due({.rows = 9, .bytes = 99'999, .commands = 9}, now, kPolicy));
  EXPECT_TRUE(checkpoint_due({.rows = 9, .bytes = 0, .commands = 10}, now, kPolicy));
  EXPECT_TRUE(checkpoint_due({.rows = 9, .bytes = 100'000, .commands = 1}, now, kPolicy));
  EXPECT_TRUE(checkpoint_due({.rows = 1}, Milliseconds{1000}, kPolicy));
  EXPECT_FALSE(checkpoint_due({.rows = 1}, Milliseconds{999}, kPolicy));
}

TEST(CheckpointDue, an_untouched_layer_is_never_due) {
  EXPECT_FALSE(checkpoint_due({}, Milliseconds{1'000'000}, kPolicy));
}

TEST(CheckpointRetry, doubles_up_to_its_limit) {
  const CheckpointPolicy policy{.first_retry = Milliseconds{500}, .last_retry = Milliseconds{3000}};
  EXPECT_EQ(checkpoint_retry(1, policy), Milliseconds{500});
  EXPECT_EQ(checkpoint_retry(2, policy), Milliseconds{1000});
  EXPECT_EQ(checkpoint_retry(3, policy), Milliseconds{2000});
  EXPECT_EQ(checkpoint_retry(4, policy), Milliseconds{3000});
  EXPECT_EQ(checkpoint_retry(1000, policy), Milliseconds{3000});
}

class CheckpointerTest : public testing::Test {
 protected:
  void write(std::uint64_t position, std::size_t bytes = 10) {
    WriteBatch batch;
    batch.put({Family::Event, {1, 2}, ClusterKey().u64(position)}, std::string(bytes, 'x'));
    batch.set_position(Position{position});
    ASSERT_TRUE(store_.write(std::move(batch)).has_value());
  }

  ClockByHand clock_;
  Below below_;
  ChatStoreLayered store_{below_};
  Position trimmed_{};
  int failures_ = 0;
  Checkpointer checkpointer_{store_, clock_, [this](Position through) { trimmed_ = through; },
                             [this](const Error&) { ++failures_; }, kPolicy};
};

TEST_F(CheckpointerTest, lets_the_log_be_trimmed_only_after_the_flush) {
  write(1);
  EXPECT_FALSE(checkpointer_.step());
  clock_.time = Milliseconds{1000};
  EXPECT_TRUE(checkpointer_.step());
  EXPECT_EQ(trimmed_, Position{1});
  EXPECT_FALSE(checkpointer_.step());
}

TEST_F(CheckpointerTest, a_failure_is_tried_again_later_and_later_and_trims_nothing) {
  below_.is_full = true;
  write(10);
  EXPECT_FALSE(checkpointer_.step());
  EXPECT_EQ(failures_, 1);
  clock_.time = Milliseconds{499};
  EXPECT_FALSE(checkpointer_.step());
  EXPECT_EQ(failures_, 1);
  clock_.time = Milliseconds{500};
  EXPECT_FALSE(checkpointer_.step());
  EXPECT_EQ(failures_, 2);
  EXPECT_EQ(trimmed_, Position{0});
  below_.is_full = false;
  clock_.time = Milliseconds{1500};
  EXPECT_TRUE(checkpointer_.step());
  EXPECT_EQ(trimmed_, Position{10});
  EXPECT_EQ(below_.tables, 3) << "what was written and not flushed is written again";
}

TEST_F(CheckpointerTest, at_the_end_all_layers_go_down_also_after_a_failure) {
  below_.is_full = true;
  write(10);
  EXPECT_FALSE(checkpointer_.step());
  write(11);
  EXPECT_FALSE(checkpointer_.checkpoint_now().has_value());
  below_.is_full = false;
  EXPECT_TRUE(checkpointer_.checkpoint_now().has_value());
  EXPECT_EQ(trimmed_, Position{11});
  EXPECT_EQ(store_.usage().rows, 0U);
  EXPECT_TRUE(checkpointer_.checkpoint_now().has_value());
}

TEST_F(CheckpointerTest, is_behind_when_the_layer_outgrows_its_limit) {
  CheckpointPolicy policy = kPolicy;
  policy.bytes_max = 200'000;
  const Checkpointer checkpointer(store_, clock_, [](Position) {}, [](const Error&) {}, policy);
  EXPECT_FALSE(checkpointer.is_behind());
  write(1, 300'000);
  EXPECT_TRUE(checkpointer.is_behind());
}

TEST_F(CheckpointerTest, the_thread_ends_when_told_and_makes_what_is_due) {
  write(10);
  checkpointer_.start();
  checkpointer_.stop();
  checkpointer_.stop();
  EXPECT_TRUE(checkpointer_.checkpoint_now().has_value());
  EXPECT_EQ(trimmed_, Position{10});
}

}  // namespace
}  // namespace parley
