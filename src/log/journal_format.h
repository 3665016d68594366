// The bytes of a journal segment. Pure: bytes in, values out; log_journal reads and writes the
// files.
//
// A segment is one file of a fixed size:
//
//   0                 512                                                         size
//   +--------+--------+----------+----------+----------+- - - - - - - - - - - - - -+
//   | header | zeros  | record   | record   | record   |  zeros, or an earlier life |
//   +--------+--------+----------+----------+----------+- - - - - - - - - - - - - -+
//
//   header:  0        8         12     16       24      32        40       48
//            | magic  | version | sum  | epoch  | salt  | first   | at     |
//
//   record:  0      4        8           16      24
//            | sum  | length | position  | at    | bytes … |
//
// Numbers are big endian. `sum` is CRC32C of everything that follows it in the header or record;
// that of a record begins with the salt of its segment. `first` is the position of the first
// record, and `at` in the header is that of the record before it.
//
// Segments are used again and again. The salt is drawn anew each time, so an intact record of an
// earlier life never passes for one of this life. The epoch grows by one from segment to segment
// along the log. A header is one sector: it is written whole or not at all.
//
// There is no end mark: records end before the first one that is not whole, or not of this
// segment, or not at the next position.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/time.h"

namespace parley {

constexpr std::size_t kSegmentHeaderBytes = 512;
constexpr std::size_t kRecordHeaderBytes = 24;

struct SegmentHeader {
  std::uint64_t epoch = 0;
  std::uint64_t salt = 0;
  Position first{};
  TimeMs at_before{};

  friend bool operator==(const SegmentHeader&, const SegmentHeader&) = default;
};

// kSegmentHeaderBytes bytes.
std::string encode_header(const SegmentHeader& header);
// Nothing if `bytes` do not begin with an intact header of this version.
std::optional<SegmentHeader> decode_header(std::string_view bytes);

// Appends one record to `out`.
void encode_record(std::string& out, std::uint64_t salt, Position position, TimeMs at,
                   std::string_view bytes);

// The size that the record at the beginning of `bytes` claims, header included; 0 if `bytes` do not
// hold a record header or the claim is above kRecordBytesMax.
std::size_t claimed_size(std::string_view bytes);

struct JournalRecord {
  TimeMs at{};
  std::string_view bytes;  // Into what was decoded.
};

// The record at the beginning of `bytes`, if it is whole and is the one at `position` of the
// segment with this salt.
std::optional<JournalRecord> decode_record(std::string_view bytes, std::uint64_t salt,
                                           Position position);

}  // namespace parley
