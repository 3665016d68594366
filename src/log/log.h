// The port of the durable, ordered log: records of bytes at positions 1, 2, 3 … without a gap.
//
// What it promises:
//
//   (1) When append() returned a position, its records are on durable storage, in the given order.
//   (2) After a crash the log holds what append() reported, and at most a beginning of the one
//       group that was under way: whole records, nothing torn, nothing out of order.
//   (3) `at` never decreases along the log, as long as no caller hands in one that does.
//   (4) A position never changes its meaning: once readable, it has the same bytes for ever.
//
// It knows nothing of what the bytes say. log_conformance.h is the definition of this interface.
//
//        recover()          append() fails            append() fails in the sync
//   Uncertain ──▶ Ready ──────────────────▶ Uncertain      │
//       ▲ └─fails─┘ └──────────────────────────────────────┴──▶ Lost
//
//   Uncertain  where the log ends is not known: just constructed, or an append failed and its
//              records may or may not be there. Only recover() leads on; it may be tried again.
//   Ready      records can be appended.
//   Lost       a sync failed. The kernel may have dropped what it could not write, so reading it
//              back proves nothing. The process has to end; a new one reads what the disk holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "base/error.h"
#include "base/ids.h"
#include "base/time.h"

namespace parley {

// The largest record that a log takes.
constexpr std::size_t kRecordBytesMax = std::size_t{2} << 20;

enum class LogState : std::uint8_t { Uncertain, Ready, Lost };

// Where the log ends. Position{0} and TimeMs{0} where it holds nothing.
struct LogEnd {
  Position head{};
  TimeMs at{};  // That of the newest record.

  friend bool operator==(const LogEnd&, const LogEnd&) = default;
};

class Log {
 public:
  // Sees one record; answers whether it wants the next. The bytes live until it returns.
  using Reader = std::function<bool(Position, TimeMs at, std::string_view bytes)>;

  virtual ~Log() = default;

  // Finds the end of the log by reading it, and makes durable what was read: every record up to
  // the returned head is there for good, every other record of a failed append is not and never
  // will be. The log is Ready afterwards. An error leaves it Uncertain (or Lost).
  virtual Result<LogEnd> recover() = 0;

  // Appends `records` as one durable write and returns the position of the first; the others
  // follow. All carry `at`. Blocks until they are durable. `records` is not empty, each is at most
  // kRecordBytesMax, and the state is Ready. After an error the outcome is unknown until recover().
  virtual Result<Position> append(std::span<const std::string_view> records, TimeMs at) = 0;

  // Hands every record from `first` on to `reader`, in order, until the end or until it answers
  // false. `first` may be one above the head. The state is Ready. An error if `first` was trimmed,
  // or a record that must be there cannot be read.
  virtual Result<> read_from(Position first, const Reader& reader) = 0;

  // Says that records up to `through` are no longer needed. They may stay readable for a while.
  // Saying so before recover() lets it use their room at once.
  virtual void trim(Position through) = 0;

  // The end as of the last recover() or append().
  virtual LogEnd end() const = 0;

  virtual LogState state() const = 0;

  // recover(), append() and read_from() belong to one thread at a time; trim(), end() and state()
  // may be called from any.
};

}  // namespace parley
