// Reads the records of one segment in order, through a buffer, up to the first that is not whole.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engines/disk/disk.h"
#include "log/journal_format.h"

namespace parley {

class SegmentReader {
 public:
  SegmentReader(const DiskFile& file, const SegmentHeader& header)
      : file_(file), header_(header), position_(header.first) {}

  // The record at position(), which then advances; nothing at the end. Its bytes live until the
  // next call.
  DiskResult<std::optional<JournalRecord>> next();

  // Of the record that next() will look for.
  Position position() const { return position_; }

 private:
  // Lets `need` bytes be at the cursor, or fewer at the end of the file.
  DiskResult<> fill(std::size_t need);
  std::string_view rest() const { return std::string_view(buffer_).substr(cursor_); }

  const DiskFile& file_;
  SegmentHeader header_;
  Position position_;
  std::uint64_t offset_ = kSegmentHeaderBytes;  // In the file, of what comes after buffer_.
  std::string buffer_;
  std::size_t cursor_ = 0;  // In buffer_.
};

}  // namespace parley
