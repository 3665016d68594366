// Any bytes as a segment: recovery and reading end with a result, and what is appended afterwards
// is read back whatever the segment held.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "engines/disk/disk_simulated.h"
#include "log/log_journal.h"

namespace {

using namespace parley;

constexpr std::size_t kSegmentBytes = 4096;

// The input with its sums put right, so that the fuzzer gets beyond them: a header of our own, then
// the input, which may hold records made by itself or by `encode_record`.
std::string segment_of(std::string_view input) {
  std::string segment = encode_header({1, 0, Position{1}, TimeMs{0}});
  if (!input.empty() && input[0] % 2 == 0) {
    encode_record(segment, 0, Position{1}, TimeMs{1}, input.substr(0, input.size() / 2));
    input.remove_prefix(input.size() / 2);
  }
  segment += input;
  segment.resize(kSegmentBytes);
  return segment;
}

void open_and_append(std::string_view content) {
  DiskSimulated disk(1);
  SeededRandom random(1);
  auto file = std::move(disk.create("segment-1").value());
  PARLEY_CHECK(file->write_durable(0, content));
  PARLEY_CHECK(disk.sync_directory());

  LogJournal log(disk, random, {.segment_bytes = kSegmentBytes});
  const auto end = log.recover();
  if (!end) return;
  const std::string_view record = "appended";
  const auto position = log.append({&record, 1}, TimeMs{2});
  PARLEY_CHECK(position && *position == next(end->head));
  std::string last;
  PARLEY_CHECK(log.read_from(*position, [&](Position, TimeMs, std::string_view bytes) {
    last = bytes;
    return true;
  }));
  PARLEY_CHECK(last == record);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  open_and_append(input);
  open_and_append(segment_of(input));
  return 0;
}
