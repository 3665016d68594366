// What the generated readers are made of: values from a simdjson DOM. For *_read.cc files only,
// since simdjson is a heavy header; everybody else includes json_reader.h.
//
// Each read_value() is true if `in` holds a value of that type; else it is false, and `reading`
// tells why. Lists and maps append to what `out` holds, so `out` starts empty.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "base/time.h"
#include "wire/json_reader.h"

namespace parley::wire {

namespace dom = simdjson::dom;

// Numbers on the wire stay below 2^53, where every JSON reader is exact.
constexpr std::uint64_t kNumberEnd = std::uint64_t{1} << 53;

// The state of one read: what was wrong, and in which field. All answer false, for a reader to pass
// on; what is said first, by the innermost value, stands.
struct Reading {
  Errc code = Errc::BadFrame;
  std::string_view what;
  std::string_view field;

  bool wrong(std::string_view expected) { return refuse(Errc::BadFrame, expected); }
  bool unknown() { return refuse(Errc::UnknownType, "a known type"); }

  bool refuse(Errc why, std::string_view expected) {
    code = why;
    what = expected;
    return false;
  }
  bool in(std::string_view name) {
    if (field.empty()) field = name;
    return false;
  }
};

inline bool read_fields(Reading& reading, const dom::element& in, dom::object& out) {
  return in.get(out) == simdjson::SUCCESS || reading.wrong("an object");
}

// The string under `key`, by which a union is told apart.
bool read_tag(Reading& reading, const dom::element& in, std::string_view key,
              std::string_view& out);

bool read_value(Reading& reading, const dom::element& in, bool& out);
bool read_value(Reading& reading, const dom::element& in, std::uint32_t& out);
bool read_value(Reading& reading, const dom::element& in, std::uint64_t& out);
bool read_value(Reading& reading, const dom::element& in, TimeMs& out);
bool read_value(Reading& reading, const dom::element& in, Milliseconds& out);
bool read_value(Reading& reading, const dom::element& in, std::string& out);
bool read_value(Reading& reading, const dom::element& in, ConversationId& out);
bool read_value(Reading& reading, const dom::element& in, ClientMessageId& out);
bool read_value(Reading& reading, const dom::element& in, Errc& out);
bool read_value(Reading& reading, const dom::element& in, Retry& out);

// A string of at most `max_bytes`.
bool read_short(Reading& reading, const dom::element& in, std::size_t max_bytes, std::string& out);
bool read_short(Reading& reading, const dom::element& in, std::size_t max_bytes,
                std::optional<std::string>& out);

// Any integer of 64 bits; below 0 counts as 0.
bool read_any_integer(Reading& reading, const dom::element& in, std::optional<Seq>& out);

// Null is the same as absent.
bool read_or_null(Reading& reading, const dom::element& in, bool& out);

bool is_text(const dom::element& in, std::string_view expected);

// The element as JSON again, without white space.
std::string json_of(const dom::element& in);

template <class Kind>
bool read_value(Reading& reading, const dom::element& in, Id<Kind>& out) {
  std::string_view text;
  if (in.get(text) != simdjson::SUCCESS) return reading.wrong("an id");
  const auto id = id_from<Id<Kind>>(text);
  if (!id) return reading.wrong("an id");
  out = *id;
  return true;
}

template <class Counter>
  requires std::is_same_v<std::underlying_type_t<Counter>, std::uint64_t>
bool read_value(Reading& reading, const dom::element& in, Counter& out) {
  std::uint64_t number = 0;
  if (!read_value(reading, in, number)) return false;
  out = Counter{number};
  return true;
}

// One of a few words, which `from` knows.
template <class Choice>
bool read_choice(Reading& reading, const dom::element& in,
                 std::optional<Choice> (*from)(std::string_view), Choice& out) {
  std::string_view text;
  if (in.get(text) != simdjson::SUCCESS) return reading.wrong("a word");
  const auto choice = from(text);
  if (!choice) return reading.wrong("a known word");
  out = *choice;
  return true;
}

template <class T>
bool read_value(Reading& reading, const dom::element& in, std::optional<T>& out) {
  return read_value(reading, in, out.emplace());
}

template <class T>
bool read_or_null(Reading& reading, const dom::element& in, std::optional<T>& out) {
  return in.is_null() || read_value(reading, in, out);
}

template <class T>
bool read_value(Reading& reading, const dom::element& in, std::vector<T>& out) {
  dom::array elements;
  if (in.get(elements) != simdjson::SUCCESS) return reading.wrong("a list");
  out.reserve(elements.size());
  for (const dom::element element : elements) {
    if (!read_value(reading, element, out.emplace_back())) return false;
  }
  return true;
}

template <class Key, class T>
bool read_value(Reading& reading, const dom::element& in, std::map<Key, T>& out) {
  dom::object fields;
  if (!read_fields(reading, in, fields)) return false;
  for (const auto [text, value] : fields) {
    const auto key = id_from<Key>(text);
    if (!key) return reading.wrong("an id");
    if (!read_value(reading, value, out[*key])) return false;
  }
  return true;
}

struct JsonReader::Parser {
  // True if `json` is one sound object; `root` is valid until the next call.
  bool parse(std::string_view json, Tail tail, Reading& reading);
  Refusal refusal(std::string_view json, const Reading& reading) const;

  dom::parser parser;
  dom::element root;
  bool is_sound = false;
};

template <class T>
std::expected<T, Refusal> JsonReader::read(std::string_view json, Tail tail) {
  Reading reading;
  std::expected<T, Refusal> value;
  if (parser_->parse(json, tail, reading) && read_value(reading, parser_->root, *value)) {
    return value;
  }
  return std::unexpected(parser_->refusal(json, reading));
}

}  // namespace parley::wire
