// A log that tells the operator how long its durable writes take; everything else is that of the
// log below it.
#pragma once

#include "base/metrics.h"
#include "log/log.h"

namespace parley {

// Neither owns the log nor the figure; both outlive it.
class LogMeasured : public Log {
 public:
  // Observes the seconds of each append() in `append_seconds`, whether it worked or not.
  LogMeasured(Log& below, Histogram& append_seconds)
      : below_(below), append_seconds_(append_seconds) {}

  Result<LogEnd> recover() override { return below_.recover(); }
  Result<Position> append(std::span<const std::string_view> records, TimeMs at) override;
  Result<> read_from(Position first, const Reader& reader) override {
    return below_.read_from(first, reader);
  }
  void trim(Position through) override { below_.trim(through); }
  LogEnd end() const override { return below_.end(); }
  LogState state() const override { return below_.state(); }

 private:
  Log& below_;
  Histogram& append_seconds_;
};

}  // namespace parley
