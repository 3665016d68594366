// A Log that writes down, beside the real one, what it promised: the truth from which the witness
// is told. It also ends the process where the machine or the log died.
#pragma once

#include <string>
#include <vector>

#include "engines/disk/disk_simulated.h"
#include "log/log.h"

namespace parley::simulation {

// Every record that was durable once, the one at position 1 first. Survives the process.
struct LogTruth {
  struct Record {
    TimeMs at{};
    std::string bytes;
  };
  std::vector<Record> records;
};

class LogWatched final : public Log {
 public:
  LogWatched(Log& log, const DiskSimulated& disk, LogTruth& truth)
      : log_(log), disk_(disk), truth_(truth) {}

  Result<LogEnd> recover() override;
  Result<Position> append(std::span<const std::string_view> records, TimeMs at) override;
  Result<> read_from(Position first, const Reader& reader) override;
  void trim(Position through) override { log_.trim(through); }
  LogEnd end() const override { return log_.end(); }
  LogState state() const override { return log_.state(); }

 private:
  void die_with_the_machine() const;

  Log& log_;
  const DiskSimulated& disk_;
  LogTruth& truth_;
};

}  // namespace parley::simulation
