#include "log/log_journal.h"

#include <algorithm>
#include <optional>

#include "base/check.h"
#include "log/segment_reader.h"

namespace parley {
namespace {

constexpr std::string_view kNamePrefix = "segment-";
// A write this large is rare; the buffer is given back after it.
constexpr std::size_t kBufferKeptBytes = std::size_t{4} << 20;

std::string name_of_file(std::uint64_t number) {
  return std::string(kNamePrefix) + to_text(number);
}

std::optional<std::uint64_t> number_of_file(std::string_view name) {
  if (!name.starts_with(kNamePrefix)) return std::nullopt;
  return id_bits_from(name.substr(kNamePrefix.size()));
}

Position before(Position position) { return Position{to_number(position) - 1}; }

}  // namespace

LogJournal::LogJournal(Disk& disk, Random& random, const JournalOptions& options)
    : disk_(disk), random_(random), options_(options) {
  PARLEY_CHECK(options.segment_bytes > kSegmentHeaderBytes + kRecordHeaderBytes);
}

std::unexpected<Error> LogJournal::failed(const DiskError& error) {
  state_ = LogState::Uncertain;
  return fail(Errc::StoreFailed, "journal: " + error.detail);
}

std::unexpected<Error> LogJournal::failed_to_write(const DiskError& error) {
  auto passed_on = failed(error);
  if (error.fault == DiskFault::Device) state_ = LogState::Lost;
  return passed_on;
}

Result<LogEnd> LogJournal::recover() {
  if (state_ == LogState::Lost) return fail(Errc::StoreFailed, "journal: a sync had failed");
  state_ = LogState::Uncertain;
  if (auto found = find_segments(); !found) return std::unexpected(found.error());
  const auto end = find_end();
  if (!end) return end;
  if (auto begun = begin_segment(*end); !begun) return std::unexpected(begun.error());
  {
    const std::lock_guard lock(mutex_);
    end_ = *end;
  }
  state_ = LogState::Ready;
  return end;
}

Result<> LogJournal::find_segments() {
  chain_.clear();
  spares_.clear();
  const auto names = disk_.list();
  if (!names) return failed(names.error());
  // A name that is seen may not be durable yet, if the process that made it came no further.
  if (auto synced = disk_.sync_directory(); !synced) return failed_to_write(synced.error());
  std::vector<Segment> found;
  for (const auto& name : *names) {
    const auto number = number_of_file(name);
    if (!number) continue;
    next_file_ = std::max(next_file_, *number + 1);
    if (auto opened = open_segment(name, found); !opened) return opened;
  }
  std::ranges::sort(found, {}, [](const Segment& s) { return s.header.epoch; });
  while (!found.empty()) {
    Segment& segment = found.back();
    const bool follows = chain_.empty() || segment.header.epoch + 1 == chain_[0].header.epoch;
    if (follows) {
      chain_.push_front(std::move(segment));
    } else {
      if (segment.header.epoch == chain_[0].header.epoch) {
        return fail(Errc::StoreFailed, "journal: two segments of one epoch: " + segment.name);
      }
      break;
    }
    found.pop_back();
  }
  for (const Segment& segment : found) spares_.push_back(segment.name);
  return {};
}

Result<> LogJournal::open_segment(const std::string& name, std::vector<Segment>& found) {
  auto file = disk_.open(name);
  if (!file) return failed(file.error());
  const auto size = (*file)->size();
  if (!size) return failed(size.error());
  char bytes[kSegmentHeaderBytes];
  const auto got = (*file)->read_at(0, bytes);
  if (!got) return failed(got.error());
  if (const auto header = decode_header({bytes, *got})) {
    found.push_back({name, *header, *size, std::move(*file)});
  } else {
    spares_.push_back(name);
  }
  return {};
}

Result<LogEnd> LogJournal::find_end() {
  if (chain_.empty()) return LogEnd{};
  const Segment& newest = chain_.back();
  LogEnd end{before(newest.header.first), newest.header.at_before};
  const auto read = read_segment(newest, newest.header.first, Position{UINT64_MAX},
                                 [&](Position position, TimeMs at, std::string_view) {
                                   end = {position, at};
                                   return true;
                                 });
  if (!read) return std::unexpected(read.error());
  // What was read may be in the kernel's cache only: written by a process that was killed, or by
  // an append that failed.
  if (const auto synced = newest.file->sync(); !synced) return failed_to_write(synced.error());
  return end;
}

Result<> LogJournal::begin_segment(const LogEnd& end) {
  const bool is_empty = !chain_.empty() && next(end.head) == chain_.back().header.first &&
                        chain_.back().size == options_.segment_bytes;
  const std::uint64_t newest = chain_.empty() ? 0 : chain_.back().header.epoch;
  Segment segment;
  if (is_empty) {
    segment = std::move(chain_.back());
    chain_.pop_back();
  } else {
    auto taken = take_file();
    if (!taken) return std::unexpected(taken.error());
    segment = std::move(*taken);
  }
  segment.header = {is_empty ? newest : newest + 1, random_.u64(), next(end.head), end.at};
  const auto written = segment.file->write_durable(0, encode_header(segment.header));
  if (!written) return failed_to_write(written.error());
  chain_.push_back(std::move(segment));
  used_bytes_ = kSegmentHeaderBytes;
  return remove_surplus();
}

bool LogJournal::oldest_is_trimmed() const {
  return chain_.size() > 1 && to_number(before(chain_[1].header.first)) <= trimmed_;
}

Result<LogJournal::Segment> LogJournal::take_file() {
  while (!spares_.empty() || oldest_is_trimmed()) {
    std::string name;
    if (!spares_.empty()) {
      name = std::move(spares_.back());
      spares_.pop_back();
    } else {
      name = std::move(chain_.front().name);
      chain_.pop_front();
    }
    auto file = disk_.open(name);
    if (!file) return failed(file.error());
    const auto size = (*file)->size();
    if (!size) return failed(size.error());
    if (*size == options_.segment_bytes) return Segment{name, {}, *size, std::move(*file)};
    // Made by another configuration, or not to its end.
    if (const auto removed = disk_.remove(name); !removed) return failed(removed.error());
  }
  return create_file();
}

Result<LogJournal::Segment> LogJournal::create_file() {
  const std::string name = name_of_file(next_file_++);
  auto file = disk_.create(name);
  if (!file) return failed(file.error());
  const auto allocated = (*file)->preallocate(options_.segment_bytes);
  if (!allocated) return failed_to_write(allocated.error());
  const auto synced = disk_.sync_directory();
  if (!synced) return failed_to_write(synced.error());
  return Segment{name, {}, options_.segment_bytes, std::move(*file)};
}

Result<> LogJournal::remove_surplus() {
  std::size_t unneeded = spares_.size();
  for (std::size_t i = 1; i < chain_.size(); ++i) {
    if (to_number(before(chain_[i].header.first)) <= trimmed_) ++unneeded;
  }
  for (; unneeded > options_.spare_segments_max; --unneeded) {
    std::string name;
    if (!spares_.empty()) {
      name = std::move(spares_.back());
      spares_.pop_back();
    } else {
      name = std::move(chain_.front().name);
      chain_.pop_front();
    }
    if (const auto removed = disk_.remove(name); !removed) return failed(removed.error());
  }
  return {};
}

Result<Position> LogJournal::append(std::span<const std::string_view> records, TimeMs at) {
  PARLEY_CHECK(state_ == LogState::Ready);
  PARLEY_CHECK(!records.empty());
  LogEnd end = this->end();
  const Position first = next(end.head);
  buffer_.clear();
  for (const std::string_view bytes : records) {
    const std::size_t size = kRecordHeaderBytes + bytes.size();
    PARLEY_CHECK(bytes.size() <= kRecordBytesMax);
    PARLEY_CHECK(size <= options_.segment_bytes - kSegmentHeaderBytes);
    if (used_bytes_ + buffer_.size() + size > chain_.back().size) {
      if (auto written = write_buffer(); !written) return std::unexpected(written.error());
      if (auto begun = begin_segment(end); !begun) return std::unexpected(begun.error());
    }
    end = {next(end.head), at};
    encode_record(buffer_, chain_.back().header.salt, end.head, at, bytes);
  }
  if (auto written = write_buffer(); !written) return std::unexpected(written.error());
  const std::lock_guard lock(mutex_);
  end_ = end;
  return first;
}

Result<> LogJournal::write_buffer() {
  if (buffer_.empty()) return {};
  const auto written = chain_.back().file->write_durable(used_bytes_, buffer_);
  if (!written) return failed_to_write(written.error());
  used_bytes_ += buffer_.size();
  if (buffer_.capacity() > kBufferKeptBytes) buffer_ = {};
  buffer_.clear();
  return {};
}

Result<> LogJournal::read_from(Position first, const Reader& reader) {
  PARLEY_CHECK(state_ == LogState::Ready);
  const Position head = end().head;
  if (first > head) return {};
  if (chain_.empty() || first < chain_.front().header.first) {
    return fail(Errc::StoreFailed,
                "journal: position " + to_text(to_number(first)) + " is no longer there");
  }
  bool wants_more = true;
  const Reader pass_on = [&](Position position, TimeMs at, std::string_view bytes) {
    return wants_more = reader(position, at, bytes);
  };
  for (std::size_t i = 0; i < chain_.size() && wants_more; ++i) {
    const bool is_current = i + 1 == chain_.size();
    const Position last = is_current ? head : before(chain_[i + 1].header.first);
    if (last < first) continue;
    const auto stopped = read_segment(chain_[i], first, last, pass_on);
    if (!stopped) return std::unexpected(stopped.error());
    if (wants_more && *stopped != next(last)) {
      return fail(Errc::StoreFailed, "journal: position " + to_text(to_number(*stopped)) +
                                         " cannot be read from " + chain_[i].name);
    }
  }
  return {};
}

Result<Position> LogJournal::read_segment(const Segment& segment, Position first, Position last,
                                          const Reader& reader) const {
  SegmentReader records(*segment.file, segment.header);
  for (;;) {
    const Position position = records.position();
    if (position > last) return position;
    const auto record = records.next();
    if (!record) return fail(Errc::StoreFailed, "journal: " + record.error().detail);
    if (!*record) return position;
    if (position >= first && !reader(position, (*record)->at, (*record)->bytes)) {
      return records.position();
    }
  }
}

void LogJournal::trim(Position through) {
  std::uint64_t seen = trimmed_;
  while (seen < to_number(through) && !trimmed_.compare_exchange_weak(seen, to_number(through))) {
  }
}

LogEnd LogJournal::end() const {
  const std::lock_guard lock(mutex_);
  return end_;
}

}  // namespace parley
