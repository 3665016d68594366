#include "test/simulation/checkpoint_store_fake.h"

#include <utility>

#include "store/outcome_expiry.h"
#include "store/test_table.h"
#include "test/simulation/violation.h"

namespace parley::simulation {
namespace {

std::unexpected<Error> broken() { return fail(Errc::StoreFailed, "the simulated store failed"); }

}  // namespace

void CheckpointStoreFake::restart() {
  const std::uint64_t kept = random_.below(pending_.size() + 1);
  for (std::size_t i = 0; i < kept; ++i) apply(platter_, pending_[i]);
  pending_.clear();
  cache_ = copy_of(platter_);
  flushed_position_ = platter_.position;
  heal();
}

Result<std::optional<std::string>> CheckpointStoreFake::get(const RowKey& key) {
  if (std::exchange(fails_read_, false)) return broken();
  std::string value;
  if (cache_.rows->find(key, value) != MemoryTable::Found::Here) return std::nullopt;
  return value;
}

Result<Page> CheckpointStoreFake::scan(const Range& range) {
  if (std::exchange(fails_read_, false)) return broken();
  auto slice = cache_.rows->slice(range);
  Page page;
  page.has_more = slice.has_more;
  for (auto& [cluster, cell] : slice.rows) page.rows.push_back({cluster, std::move(*cell)});
  return page;
}

Result<> CheckpointStoreFake::write(WriteBatch&& batch) {
  if (std::exchange(fails_write_, false)) {
    perhaps_forget();
    return broken();
  }
  check_inbox(batch);
  apply(cache_, batch);
  pending_.push_back(std::move(batch));
  return {};
}

Result<> CheckpointStoreFake::write_table(const MemoryTable& table,
                                          std::optional<Position> position) {
  WriteBatch batch = batch_of(table);
  if (position) batch.set_position(*position);
  return write(std::move(batch));
}

Result<> CheckpointStoreFake::flush() {
  const bool fails = std::exchange(fails_flush_, false);
  if (fails && random_.below(2) == 0) {
    perhaps_forget();
    return broken();
  }
  for (const WriteBatch& batch : pending_) apply(platter_, batch);
  pending_.clear();
  if (fails) return broken();
  flushed_position_ = cache_.position;
  drop_old_outcomes();
  return {};
}

// After an error, what was written since the last flush may be gone.
void CheckpointStoreFake::perhaps_forget() {
  if (random_.below(2) == 0) return;
  pending_.clear();
  cache_ = copy_of(platter_);
}

CheckpointStoreFake::Image CheckpointStoreFake::copy_of(const Image& image) {
  Image copy;
  copy.rows->apply(batch_of(*image.rows));
  copy.position = image.position;
  return copy;
}

void CheckpointStoreFake::apply(Image& image, const WriteBatch& batch) {
  image.rows->apply(batch);
  if (batch.position()) image.position = *batch.position();
}

void CheckpointStoreFake::check_inbox(const WriteBatch& batch) const {
  const Image before = copy_of(cache_);
  for (const WriteBatch::Change& change : batch.changes()) {
    if (change.key.family != Family::Inbox) continue;
    expect(change.kind != WriteBatch::Kind::Remove, "an inbox row was removed by itself");
    WriteBatch one;
    if (change.kind == WriteBatch::Kind::RemoveRange) {
      one.remove_range(change.key, ClusterKey(change.value));
    } else {
      // What is written again after an error is the same.
      std::string again;
      const auto found = before.rows->find(change.key, again);
      if (found == MemoryTable::Found::Here && again == change.value) continue;
      Range above{.family = Family::Inbox, .partition = change.key.partition};
      above.from = change.key.cluster;
      above.rows_max = 1;
      expect(before.rows->slice(above).rows.empty(), "an inbox row came at or below the highest");
      one.put(change.key, change.value);
    }
    before.rows->apply(one);
  }
}

// As compactions do, at a moment of their own choice.
void CheckpointStoreFake::drop_old_outcomes() {
  if (random_.below(2) == 0) return;
  WriteBatch batch;
  for (const auto& [partition, rows] : platter_.rows->sorted_partitions(Family::Outcome)) {
    for (const auto& [cluster, cell] : rows->rows) {
      if (!is_outcome_expired(cluster.bytes(), day_of(clock_.now()))) continue;
      batch.remove({Family::Outcome, partition, cluster});
    }
  }
  apply(cache_, batch);
  apply(platter_, batch);
}

}  // namespace parley::simulation
