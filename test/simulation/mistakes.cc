#include "test/simulation/mistakes.h"

#include "store/rows.h"
#include "test/simulation/violation.h"

namespace parley::simulation {

std::string_view to_text(Mistake mistake) {
  switch (mistake) {
    case Mistake::None: return "none";
    case Mistake::DedupeOff: return "dedupe off";
    case Mistake::TellingBeforeTheSync: return "telling before the sync";
    case Mistake::CheckpointTooFar: return "checkpoint position one too far";
    case Mistake::RejectionNotRemembered: return "rejection not remembered";
    case Mistake::FoldWithoutRevision: return "fold without revision";
  }
  return {};
}

Result<std::optional<std::string>> StoreWithMistake::get(const RowKey& key) {
  if (mistake_ == Mistake::DedupeOff && key.family == Family::Outcome) return std::nullopt;
  return ChatStoreLayered::get(key);
}

Result<> StoreWithMistake::write(WriteBatch&& batch) {
  if (mistake_ != Mistake::RejectionNotRemembered) return ChatStoreLayered::write(std::move(batch));
  WriteBatch kept;
  for (WriteBatch::Change& change : batch.changes()) {
    const bool is_outcome =
        change.key.family == Family::Outcome && change.kind == WriteBatch::Kind::Put;
    const auto outcome = is_outcome ? decode_outcome(change.value) : Outcome{};
    if (is_outcome && outcome->kind == Outcome::Kind::Rejected) continue;
    switch (change.kind) {
      case WriteBatch::Kind::Put: kept.put(change.key, std::move(change.value)); break;
      case WriteBatch::Kind::Remove: kept.remove(change.key); break;
      case WriteBatch::Kind::RemoveRange:
        kept.remove_range(change.key, ClusterKey(change.value));
        break;
    }
  }
  if (batch.position()) kept.set_position(*batch.position());
  return ChatStoreLayered::write(std::move(kept));
}

Result<LogEnd> LogWithMistake::recover() {
  held_.clear();
  return log_.recover();
}

Result<Position> LogWithMistake::append(std::span<const std::string_view> records, TimeMs at) {
  if (!is_early_) return log_.append(records, at);
  if (!held_.empty()) {
    const std::vector<std::string_view> views(held_.begin(), held_.end());
    // Nobody can be told of a failure any more.
    if (const auto written = log_.append(views, held_at_); !written) throw ProcessEnded{};
  }
  held_.assign(records.begin(), records.end());
  held_at_ = at;
  return next(log_.end().head);
}

LogEnd LogWithMistake::end() const {
  LogEnd end = log_.end();
  if (held_.empty()) return end;
  return {Position{to_number(end.head) + held_.size()}, held_at_};
}

}  // namespace parley::simulation
