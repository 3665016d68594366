#include "log/journal_format.h"

#include <cstring>

#include "base/bytes.h"
#include "base/crc32c.h"
#include "log/log.h"

namespace parley {
namespace {

constexpr std::string_view kMagic = "parley\xffj";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeaderSumAt = 12;
constexpr std::size_t kSumBytes = 4;

std::uint32_t sum_of_record(std::uint64_t salt, std::string_view after_sum) {
  char bytes[sizeof salt];
  std::memcpy(bytes, &salt, sizeof salt);
  return crc32c(crc32c(0, {bytes, sizeof bytes}), after_sum);
}

// Puts `sum` in its place, which was left zero.
void set_sum(std::string& out, std::size_t at, std::uint32_t sum) {
  for (std::size_t i = 0; i < kSumBytes; ++i) {
    out[at + i] = static_cast<char>(sum >> (8 * (kSumBytes - 1 - i)));
  }
}

}  // namespace

std::string encode_header(const SegmentHeader& header) {
  std::string out;
  out.reserve(kSegmentHeaderBytes);
  ByteWriter writer(out);
  writer.raw(kMagic);
  writer.u32(kVersion);
  writer.u32(0);
  writer.u64(header.epoch);
  writer.u64(header.salt);
  writer.u64(to_number(header.first));
  writer.u64(static_cast<std::uint64_t>(to_number(header.at_before)));
  out.resize(kSegmentHeaderBytes);
  set_sum(out, kHeaderSumAt, crc32c(0, std::string_view(out).substr(kHeaderSumAt + kSumBytes)));
  return out;
}

std::optional<SegmentHeader> decode_header(std::string_view bytes) {
  if (bytes.size() < kSegmentHeaderBytes) return std::nullopt;
  bytes = bytes.substr(0, kSegmentHeaderBytes);
  ByteReader reader(bytes);
  if (reader.raw(kMagic.size()) != kMagic || reader.u32() != kVersion) return std::nullopt;
  if (reader.u32() != crc32c(0, bytes.substr(kHeaderSumAt + kSumBytes))) return std::nullopt;
  SegmentHeader header;
  header.epoch = reader.u64();
  header.salt = reader.u64();
  header.first = Position{reader.u64()};
  header.at_before = TimeMs{static_cast<std::int64_t>(reader.u64())};
  return header;
}

void encode_record(std::string& out, std::uint64_t salt, Position position, TimeMs at,
                   std::string_view bytes) {
  const std::size_t begin = out.size();
  ByteWriter writer(out);
  writer.u32(0);
  writer.u32(static_cast<std::uint32_t>(bytes.size()));
  writer.u64(to_number(position));
  writer.u64(static_cast<std::uint64_t>(to_number(at)));
  writer.raw(bytes);
  set_sum(out, begin, sum_of_record(salt, std::string_view(out).substr(begin + kSumBytes)));
}

std::size_t claimed_size(std::string_view bytes) {
  if (bytes.size() < kRecordHeaderBytes) return 0;
  ByteReader reader(bytes.substr(kSumBytes));
  const std::size_t length = reader.u32();
  return length <= kRecordBytesMax ? kRecordHeaderBytes + length : 0;
}

std::optional<JournalRecord> decode_record(std::string_view bytes, std::uint64_t salt,
                                           Position position) {
  const std::size_t size = claimed_size(bytes);
  if (size == 0 || size > bytes.size()) return std::nullopt;
  bytes = bytes.substr(0, size);
  ByteReader reader(bytes);
  const std::uint32_t sum = reader.u32();
  reader.u32();
  if (Position{reader.u64()} != position) return std::nullopt;
  if (sum_of_record(salt, bytes.substr(kSumBytes)) != sum) return std::nullopt;
  const auto at = TimeMs{static_cast<std::int64_t>(reader.u64())};
  return JournalRecord{at, bytes.substr(kRecordHeaderBytes)};
}

}  // namespace parley
