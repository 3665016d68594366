#include "base/log.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <iterator>
#include <memory>

#include "base/unicode.h"

namespace parley {
namespace {

constexpr std::string_view kLevelNames[] = {"debug", "info", "warning", "error"};

// The log of this process. It is not torn down at exit, so that destructors may still log.
class ProcessLog {
 public:
  static ProcessLog& get() {
    static ProcessLog& log = *std::make_unique<ProcessLog>().release();
    return log;
  }

  ProcessLog() : logger_("parley", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger_.set_pattern("%v");
    logger_.set_level(spdlog::level::trace);
    logger_.flush_on(spdlog::level::trace);
  }

  void set(LogLevel level, LogFormat format) {
    level_.store(level, std::memory_order_relaxed);
    format_.store(format, std::memory_order_relaxed);
  }
  bool takes(LogLevel level) const { return level >= level_.load(std::memory_order_relaxed); }
  LogFormat format() const { return format_.load(std::memory_order_relaxed); }
  void write(const std::string& line) {
    logger_.log(spdlog::level::info, spdlog::string_view_t(line));
  }

 private:
  spdlog::logger logger_;
  std::atomic<LogLevel> level_{LogLevel::Debug};
  std::atomic<LogFormat> format_{LogFormat::Text};
};

void append_escaped(std::string& line, std::string_view text) {
  const unsigned char first_odd = is_valid_utf8(text) ? 0xff : 0x7f;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      line += '\\';
      line += c;
    } else if (byte < 0x20 || byte == 0x7f || byte > first_odd) {
      fmt::format_to(std::back_inserter(line), "\\u{:04x}", byte);
    } else {
      line += c;
    }
  }
}

void append_quoted(std::string& line, std::string_view text) {
  line += '"';
  append_escaped(line, text);
  line += '"';
}

// The value as JSON; in a text line, plain words and ids stand without quotes.
class ValueWriter {
 public:
  ValueWriter(LogFormat format, std::string& line) : format_(format), line_(line) {}

  void operator()(bool value) const { line_ += value ? "true" : "false"; }
  void operator()(std::int64_t value) const { put_number(value); }
  void operator()(std::uint64_t value) const { put_number(value); }
  void operator()(double value) const { put_number(value); }
  void operator()(std::string_view text) const {
    const bool is_plain = text.find_first_of(" \"\\=") == std::string_view::npos && !text.empty();
    if (format_ == LogFormat::Text && is_plain) {
      append_escaped(line_, text);
    } else {
      append_quoted(line_, text);
    }
  }
  void operator()(LogValue::AnyId id) const { (*this)(std::string_view(to_text(id.bits))); }
  void operator()(ConversationId id) const { (*this)(std::string_view(to_text(id))); }
  void operator()(const ClientMessageId& id) const { (*this)(std::string_view(to_text(id))); }
  void operator()(const Error* error) const {
    std::string text{to_text(error->code)};
    if (!error->detail.empty()) text += ": " + error->detail;
    (*this)(std::string_view(text));
  }

 private:
  void put_number(auto number) const { fmt::format_to(std::back_inserter(line_), "{}", number); }

  LogFormat format_;
  std::string& line_;
};

// `2026-01-31T09:30:00.125Z`, or its hours and below.
std::string time_text(LogFormat format, TimeMs at) {
  const std::int64_t ms = to_number(at);
  const std::chrono::sys_seconds seconds{std::chrono::seconds{ms / 1'000}};
  if (format == LogFormat::Json) return fmt::format("{:%FT%T}.{:03}Z", seconds, ms % 1'000);
  return fmt::format("{:%T}.{:03}", seconds, ms % 1'000);
}

}  // namespace

void set_log(LogLevel level, LogFormat format) { ProcessLog::get().set(level, format); }

void log(LogLevel level, LogName event, LogFields fields) {
  ProcessLog& log = ProcessLog::get();
  if (!log.takes(level)) return;
  log.write(log_line(log.format(), level, SystemClock{}.now(), event,
                     std::span(fields.begin(), fields.size())));
}

std::string log_line(LogFormat format, LogLevel level, TimeMs at, LogName event,
                     std::span<const LogField> fields) {
  const std::string_view level_name = kLevelNames[std::to_underlying(level)];
  std::string line;
  if (format == LogFormat::Json) {
    line = fmt::format(R"({{"at":"{}","level":"{}","event":"{}")", time_text(format, at),
                       level_name, event.text());
  } else {
    line = fmt::format("{} {:<7} {}", time_text(format, at), level_name, event.text());
  }
  for (const LogField& field : fields) {
    if (format == LogFormat::Json) {
      fmt::format_to(std::back_inserter(line), R"(,"{}":)", field.name.text());
    } else {
      fmt::format_to(std::back_inserter(line), " {}=", field.name.text());
    }
    std::visit(ValueWriter(format, line), field.value.kind());
  }
  if (format == LogFormat::Json) line += '}';
  return line;
}

}  // namespace parley
