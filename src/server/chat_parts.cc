#include "server/chat_parts.h"

#include <utility>

#include "base/try.h"
#include "server/backup.h"

namespace parley {
namespace {

constexpr std::size_t kMebi = std::size_t{1} << 20;

// Of the memory that the operator grants, half is for RocksDB's cache and memtables; the rest is
// for the layer of rows that wait for a checkpoint, at most twice while one is written.
EmbeddedOptions options_of(const Config::Storage& storage) {
  EmbeddedOptions options;
  options.writer.pace = std::chrono::milliseconds{storage.sync_pace_ms};
  options.checkpoints.commands = storage.checkpoint_commands;
  options.checkpoints.age = std::chrono::seconds{storage.checkpoint_seconds};
  options.checkpoints.bytes = storage.memory_mib * kMebi / 4;
  options.checkpoints.bytes_max = storage.memory_mib * kMebi / 2;
  return options;
}

JournalOptions journal_options_of(const Config::Storage& storage) {
  JournalOptions options;
  options.segment_bytes = storage.segment_mib * kMebi;
  return options;
}

}  // namespace

Result<std::unique_ptr<ChatParts>> ChatParts::open(DataFolder folder, const Surroundings& around) {
  auto disk = DiskPosix::open_directory(folder.journal_directory());
  if (!disk) return fail(Errc::StoreFailed, disk.error().detail);
  RocksOptions rocks_options;
  rocks_options.cache_bytes = around.config.storage.memory_mib * kMebi / 2;
  auto log_time = std::make_unique<LogTime>();
  PARLEY_LET(auto rocks, ChatStoreRocksdb::open(folder.chat_directory(), *log_time, rocks_options));
  PARLEY_LET(const std::uint64_t times_restored, folder.times_restored());
  std::unique_ptr<ChatParts> parts(new ChatParts(std::move(folder), *std::move(disk),
                                                 std::move(log_time), std::move(rocks), around));
  parts->times_restored_ = times_restored;
  return parts;
}

ChatParts::ChatParts(DataFolder folder, std::unique_ptr<DiskPosix> disk,
                     std::unique_ptr<LogTime> log_time, std::unique_ptr<ChatStoreRocksdb> rocks,
                     const Surroundings& around)
    : folder_(std::move(folder)),
      random_(around.random),
      disk_(std::move(disk)),
      log_time_(std::move(log_time)),
      rocks_(std::move(rocks)),
      journal_(*disk_, around.random, journal_options_of(around.config.storage)),
      log_(journal_, around.metrics.histogram("parley_log_append_duration_seconds",
                                              "Durable writes of the log, each of a group.")),
      store_(*rocks_),
      pipeline_({log_, store_, around.clock, audience_, around.metrics},
                options_of(around.config.storage)) {
  log_time_->follow(log_);
}

Result<> ChatParts::back_up(AccountsStore& accounts, const std::string& destination) {
  pipeline_.keep_log(true);
  const auto done = parley::back_up({accounts, *rocks_, folder_, random_}, destination);
  pipeline_.keep_log(false);
  return done;
}

}  // namespace parley
