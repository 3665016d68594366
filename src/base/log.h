// Structured logs: an event's name and named values, a line each, to standard error.
//
//     log_info("session_opened", {{"user", user}});
//
//     {"at":"2026-01-31T09:30:00.125Z","level":"info","event":"session_opened","user":"17"}
//     09:30:00.125 info    session_opened user=17
//
// What people write and what proves who they are never reaches a log, and the types see to it: a
// value is a number, an id, an error or a literal of the source. There is no way in for a string
// but OperatorText, which says so and is easy to find.
//
// The log is the one thing of the process that is not passed around. Any thread may call it.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/error.h"
#include "base/ids.h"
#include "base/time.h"

namespace parley {

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error };
enum class LogFormat : std::uint8_t { Text, Json };

// A word of the source: the name of an event or a value. No other text converts to it.
class LogName {
 public:
  template <std::size_t N>
  consteval LogName(const char (&text)[N]) : text_(text, N - 1) {}
  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

// Text that belongs to the operator: a path, an address we listen on, what a library says of a
// failure. Never anything that a user sent. It must outlive the call that logs it.
struct OperatorText {
  std::string_view text;
};

class LogValue {
 public:
  struct AnyId {
    std::uint64_t bits;
  };
  using Kinds = std::variant<bool, std::int64_t, std::uint64_t, double, std::string_view, AnyId,
                             ConversationId, ClientMessageId, const Error*>;

  template <std::size_t N>
  consteval LogValue(const char (&text)[N]) : kind_(std::string_view(text, N - 1)) {}
  LogValue(OperatorText operator_text) : kind_(operator_text.text) {}
  LogValue(std::same_as<bool> auto value) : kind_(value) {}
  LogValue(std::signed_integral auto value) : kind_(std::int64_t{value}) {}
  template <std::unsigned_integral Number>
    requires(!std::same_as<Number, bool>)
  LogValue(Number value) : kind_(std::uint64_t{value}) {}
  LogValue(std::same_as<double> auto value) : kind_(value) {}
  template <class Kind>
  LogValue(Id<Kind> id) : kind_(AnyId{id.bits()}) {}
  LogValue(ConversationId id) : kind_(id) {}
  LogValue(const ClientMessageId& id) : kind_(id) {}
  // A Seq, an InboxSeq, a TimeMs: the number within.
  template <class Counter>
    requires std::is_scoped_enum_v<Counter>
  LogValue(Counter counter) : LogValue(std::to_underlying(counter)) {}
  LogValue(Errc code) : kind_(to_text(code)) {}
  // Code and detail.
  LogValue(const Error& error) : kind_(&error) {}
  LogValue(Milliseconds duration) : kind_(std::int64_t{duration.count()}) {}

  const Kinds& kind() const { return kind_; }

 private:
  Kinds kind_;
};

struct LogField {
  LogName name;
  LogValue value;
};

using LogFields = std::initializer_list<LogField>;

// What is below `level` is dropped from now on; until this is called, that is Debug, and lines are
// text.
void set_log(LogLevel level, LogFormat format);

void log(LogLevel level, LogName event, LogFields fields);

inline void log_debug(LogName event, LogFields fields = {}) { log(LogLevel::Debug, event, fields); }
inline void log_info(LogName event, LogFields fields = {}) { log(LogLevel::Info, event, fields); }
inline void log_warning(LogName event, LogFields fields = {}) {
  log(LogLevel::Warning, event, fields);
}
inline void log_error(LogName event, LogFields fields = {}) { log(LogLevel::Error, event, fields); }

// The line without its line end, as the examples above show it. Control characters and line ends of
// an OperatorText are escaped in both forms, so one event is one line.
std::string log_line(LogFormat format, LogLevel level, TimeMs at, LogName event,
                     std::span<const LogField> fields);

}  // namespace parley
