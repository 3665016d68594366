#include "log/segment_reader.h"

#include <algorithm>

namespace parley {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{128} << 10;

}  // namespace

DiskResult<std::optional<JournalRecord>> SegmentReader::next() {
  if (auto filled = fill(kRecordHeaderBytes); !filled) return std::unexpected(filled.error());
  if (auto filled = fill(claimed_size(rest())); !filled) return std::unexpected(filled.error());
  const auto record = decode_record(rest(), header_.salt, position_);
  if (record) {
    cursor_ += kRecordHeaderBytes + record->bytes.size();
    position_ = parley::next(position_);
  }
  return record;
}

DiskResult<> SegmentReader::fill(std::size_t need) {
  if (rest().size() >= need) return {};
  buffer_.erase(0, cursor_);
  cursor_ = 0;
  const std::size_t had = buffer_.size();
  buffer_.resize(std::max(need, kChunkBytes));
  const auto got = file_.read_at(offset_, std::span(buffer_).subspan(had));
  if (!got) {
    buffer_.resize(had);
    return std::unexpected(got.error());
  }
  buffer_.resize(had + *got);
  offset_ += *got;
  return {};
}

}  // namespace parley
