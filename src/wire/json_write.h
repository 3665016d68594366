// What the generated writers are made of: each appends the JSON text of one value to `out`. No
// tree in between, no white space, and only what JSON demands is escaped.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "base/time.h"

namespace parley::wire {

// `text` is UTF-8; quotes, backslashes and control characters are escaped.
void append_string(std::string& out, std::string_view text);

// `text` is known to need no escapes.
void append_quoted(std::string& out, std::string_view text);

void append_json(std::string& out, std::uint64_t value);
void append_json(std::string& out, ConversationId value);
void append_json(std::string& out, const ClientMessageId& value);

inline void append_json(std::string& out, bool value) { out += value ? "true" : "false"; }
inline void append_json(std::string& out, std::uint32_t value) {
  append_json(out, std::uint64_t{value});
}
inline void append_json(std::string& out, TimeMs value) {
  append_json(out, static_cast<std::uint64_t>(value));
}
inline void append_json(std::string& out, Milliseconds value) {
  append_json(out, static_cast<std::uint64_t>(value.count()));
}
inline void append_json(std::string& out, const std::string& value) { append_string(out, value); }
inline void append_json(std::string& out, Errc value) { append_quoted(out, to_text(value)); }
inline void append_json(std::string& out, Retry value) { append_quoted(out, to_text(value)); }

template <class Kind>
void append_json(std::string& out, Id<Kind> value) {
  out += '"';
  append_json(out, value.bits());
  out += '"';
}

template <class Counter>
  requires std::is_same_v<std::underlying_type_t<Counter>, std::uint64_t>
void append_json(std::string& out, Counter value) {
  append_json(out, to_number(value));
}

template <class T>
void append_json(std::string& out, const std::vector<T>& values) {
  char lead = '[';
  for (const T& value : values) {
    out += lead;
    append_json(out, value);
    lead = ',';
  }
  out += values.empty() ? "[]" : "]";
}

template <class Key, class T>
void append_json(std::string& out, const std::map<Key, T>& values) {
  char lead = '{';
  for (const auto& [key, value] : values) {
    out += lead;
    append_json(out, key);
    out += ':';
    append_json(out, value);
    lead = ',';
  }
  out += values.empty() ? "{}" : "}";
}

template <class T>
void append_json_or_null(std::string& out, const std::optional<T>& value) {
  if (value) {
    append_json(out, *value);
  } else {
    out += "null";
  }
}

// An object that may begin with an optional field, so that nobody knows before where commas go.
class Fields {
 public:
  explicit Fields(std::string& out) : out_(out) {}

  // `key` comes with its quotes and colon.
  void next(std::string_view key) {
    out_ += lead_;
    out_ += key;
    lead_ = ',';
  }
  void close() { out_ += lead_ == '{' ? "{}" : "}"; }

 private:
  std::string& out_;
  char lead_ = '{';
};

}  // namespace parley::wire
