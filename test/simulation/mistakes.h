// Deliberate mistakes, one of which can be built into a simulated world, to show that the checks
// would see it. They stand around the product's code, never in it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "log/log.h"
#include "store/chat_store_layered.h"

namespace parley::simulation {

enum class Mistake : std::uint8_t {
  None,
  DedupeOff,               // The remembered outcome is not looked at.
  TellingBeforeTheSync,    // append() returns before the records are durable.
  CheckpointTooFar,        // A checkpoint claims one position more than it holds.
  RejectionNotRemembered,  // Only events are.
  FoldWithoutRevision,     // The client applies every annotation, however old.
};

inline constexpr std::array kMistakes{Mistake::DedupeOff, Mistake::TellingBeforeTheSync,
                                      Mistake::CheckpointTooFar, Mistake::RejectionNotRemembered,
                                      Mistake::FoldWithoutRevision};

std::string_view to_text(Mistake mistake);

// The store of the server, with a mistake in what it remembers of outcomes.
class StoreWithMistake final : public ChatStoreLayered {
 public:
  StoreWithMistake(CheckpointStore& below, Mistake mistake)
      : ChatStoreLayered(below), mistake_(mistake) {}

  Result<std::optional<std::string>> get(const RowKey& key) override;
  Result<> write(WriteBatch&& batch) override;

 private:
  const Mistake mistake_;
};

// The store as it is, for whoever checks it.
class StoreAsItIs final : public ChatStore {
 public:
  explicit StoreAsItIs(ChatStoreLayered& store) : store_(store) {}

  Result<std::optional<std::string>> get(const RowKey& key) override {
    return store_.ChatStoreLayered::get(key);
  }
  Result<Page> scan(const Range& range) override { return store_.ChatStoreLayered::scan(range); }
  Result<> write(WriteBatch&& batch) override {
    return store_.ChatStoreLayered::write(std::move(batch));
  }

 private:
  ChatStoreLayered& store_;
};

// Claims more than it holds, if the mistake is that one.
class CheckpointWithMistake final : public CheckpointStore {
 public:
  CheckpointWithMistake(CheckpointStore& below, Mistake mistake)
      : below_(below), is_too_far_(mistake == Mistake::CheckpointTooFar) {}

  Result<std::optional<std::string>> get(const RowKey& key) override { return below_.get(key); }
  Result<Page> scan(const Range& range) override { return below_.scan(range); }
  Result<> write(WriteBatch&& batch) override { return below_.write(std::move(batch)); }
  Result<> write_table(const MemoryTable& table, std::optional<Position> position) override {
    if (position && is_too_far_) position = next(*position);
    return below_.write_table(table, position);
  }
  Result<> flush() override { return below_.flush(); }
  Position flushed_position() const override { return below_.flushed_position(); }

 private:
  CheckpointStore& below_;
  const bool is_too_far_;
};

// Returns from append() at once and writes a group when the next one comes, if the mistake is that
// one.
class LogWithMistake final : public Log {
 public:
  LogWithMistake(Log& log, Mistake mistake)
      : log_(log), is_early_(mistake == Mistake::TellingBeforeTheSync) {}

  Result<LogEnd> recover() override;
  Result<Position> append(std::span<const std::string_view> records, TimeMs at) override;
  Result<> read_from(Position first, const Reader& reader) override {
    return log_.read_from(first, reader);
  }
  void trim(Position through) override { log_.trim(through); }
  LogEnd end() const override;
  LogState state() const override { return log_.state(); }

 private:
  Log& log_;
  const bool is_early_;
  std::vector<std::string> held_;
  TimeMs held_at_{};
};

}  // namespace parley::simulation
