#include "test/simulation/log_watched.h"

#include "test/simulation/violation.h"

namespace parley::simulation {

void LogWatched::die_with_the_machine() const {
  if (disk_.has_crashed() || log_.state() == LogState::Lost) throw ProcessEnded{};
}

Result<LogEnd> LogWatched::recover() {
  const auto end = log_.recover();
  die_with_the_machine();
  if (!end) return end;
  const std::uint64_t known = truth_.records.size();
  expect(to_number(end->head) >= known,
         "accepted before the crash, and gone: the log ends at {} and had reached {}",
         to_number(end->head), known);
  const auto read =
      log_.read_from(Position{known + 1}, [&](Position, TimeMs at, std::string_view bytes) {
        truth_.records.push_back({at, std::string(bytes)});
        return true;
      });
  if (!read) return std::unexpected(read.error());
  return end;
}

Result<Position> LogWatched::append(std::span<const std::string_view> records, TimeMs at) {
  const auto first = log_.append(records, at);
  die_with_the_machine();
  if (!first) return first;
  expect(to_number(*first) == truth_.records.size() + 1, "position {} does not follow {}",
         to_number(*first), truth_.records.size());
  for (const std::string_view record : records) truth_.records.push_back({at, std::string(record)});
  return first;
}

Result<> LogWatched::read_from(Position first, const Reader& reader) {
  return log_.read_from(first, [&](Position position, TimeMs at, std::string_view bytes) {
    const auto& known = truth_.records.at(to_number(position) - 1);
    expect(known.bytes == bytes && known.at == at, "position {} of the log changed its meaning",
           to_number(position));
    return reader(position, at, bytes);
  });
}

}  // namespace parley::simulation
