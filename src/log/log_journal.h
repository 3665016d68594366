// The log over files: a journal of preallocated segments in one directory, used in turn.
//
//   chain_:  [ segment 7 ] [ segment 8 ] … [ segment 12 ]     spares_:  files of no segment
//              oldest held                   current: appended to
//
//   Rolling      what does not fit into the current segment goes to a new one. Its file is a spare
//                one, or that of the oldest segment if that was trimmed wholly, or a new one.
//   Recovering   the chain is the longest run of consecutive epochs that ends with the newest
//   intact
//                header. The newest segment is read to its end and synced. Then a new segment
//                begins: whatever a torn group left behind that end stays outside of the log for
//                ever.
//
// Invariants:
//
//   (1) Every segment of the chain but the current ends where the next one begins.
//   (2) A segment's header is durable before a record is written into it.
//   (3) Records of a group are written in order, and those in one segment by one durable write.
//   (4) A file of the chain is used again only if all its records were trimmed.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "engines/disk/disk.h"
#include "log/journal_format.h"
#include "log/log.h"

namespace parley {

struct JournalOptions {
  // What a new segment occupies. A record has to fit into one.
  std::size_t segment_bytes = std::size_t{64} << 20;
  // Files beyond the ones that hold needed records which are kept to be used again.
  std::size_t spare_segments_max = 2;
};

class LogJournal final : public Log {
 public:
  // `random` draws the salts; nobody needs to be unable to guess them.
  LogJournal(Disk& disk, Random& random, const JournalOptions& options = {});

  Result<LogEnd> recover() override;
  Result<Position> append(std::span<const std::string_view> records, TimeMs at) override;
  Result<> read_from(Position first, const Reader& reader) override;
  void trim(Position through) override;
  LogEnd end() const override;
  LogState state() const override { return state_; }

 private:
  struct Segment {
    std::string name;
    SegmentHeader header;
    std::uint64_t size = 0;
    std::unique_ptr<DiskFile> file;
  };

  // Fills chain_ and spares_ from the directory.
  Result<> find_segments();
  Result<> open_segment(const std::string& name, std::vector<Segment>& found);
  // Reads the newest segment to its end and makes it durable.
  Result<LogEnd> find_end();
  // Begins the segment that comes after `end`, in the current file if that is empty.
  Result<> begin_segment(const LogEnd& end);
  Result<Segment> take_file();
  Result<Segment> create_file();
  Result<> remove_surplus();
  bool oldest_is_trimmed() const;
  // Writes what buffer_ holds behind what the current segment holds.
  Result<> write_buffer();
  // Reads `segment` from `first` on while `reader` wants more; returns where it stopped: the
  // position after the last record that was read.
  Result<Position> read_segment(const Segment& segment, Position first, Position last,
                                const Reader& reader) const;

  // Passes on an error after which the state is Uncertain or, from a durable write, Lost.
  std::unexpected<Error> failed(const DiskError& error);
  std::unexpected<Error> failed_to_write(const DiskError& error);

  Disk& disk_;
  Random& random_;
  const JournalOptions options_;

  std::deque<Segment> chain_;
  std::vector<std::string> spares_;
  std::uint64_t next_file_ = 1;   // The number in the name of the next new file.
  std::uint64_t used_bytes_ = 0;  // Of the current segment.
  std::string buffer_;

  std::atomic<LogState> state_ = LogState::Uncertain;
  std::atomic<std::uint64_t> trimmed_ = 0;
  mutable std::mutex mutex_;  // Guards end_ against readers on other threads.
  LogEnd end_;
};

}  // namespace parley
