#include "wire/json_reader.h"

#include "wire/json_check.h"
#include "wire/json_read.h"

namespace parley::wire {
namespace {

// A ref or type above this is not given back.
constexpr std::size_t kEchoBytesMax = 64;

bool read_integer(Reading& reading, const dom::element& in, std::uint64_t end, std::uint64_t& out) {
  std::uint64_t number = 0;
  if (in.get(number) != simdjson::SUCCESS || number >= end) return reading.wrong("an integer");
  out = number;
  return true;
}

}  // namespace

bool read_tag(Reading& reading, const dom::element& in, std::string_view key,
              std::string_view& out) {
  dom::object fields;
  if (!read_fields(reading, in, fields)) return false;
  return fields.at_key(key).get(out) == simdjson::SUCCESS || reading.wrong(key);
}

bool read_value(Reading& reading, const dom::element& in, bool& out) {
  return in.get(out) == simdjson::SUCCESS || reading.wrong("a truth value");
}

bool read_value(Reading& reading, const dom::element& in, std::uint32_t& out) {
  std::uint64_t number = 0;
  if (!read_integer(reading, in, std::uint64_t{1} << 32, number)) return false;
  out = static_cast<std::uint32_t>(number);
  return true;
}

bool read_value(Reading& reading, const dom::element& in, std::uint64_t& out) {
  return read_integer(reading, in, kNumberEnd, out);
}

bool read_value(Reading& reading, const dom::element& in, TimeMs& out) {
  std::uint64_t number = 0;
  if (!read_integer(reading, in, kNumberEnd, number)) return false;
  out = TimeMs{static_cast<std::int64_t>(number)};
  return true;
}

bool read_value(Reading& reading, const dom::element& in, Milliseconds& out) {
  std::uint64_t number = 0;
  if (!read_integer(reading, in, kNumberEnd, number)) return false;
  out = Milliseconds{static_cast<std::int64_t>(number)};
  return true;
}

bool read_value(Reading& reading, const dom::element& in, std::string& out) {
  std::string_view text;
  if (in.get(text) != simdjson::SUCCESS) return reading.wrong("a text");
  out.assign(text);
  return true;
}

bool read_value(Reading& reading, const dom::element& in, ConversationId& out) {
  std::string_view text;
  if (in.get(text) != simdjson::SUCCESS) return reading.wrong("a conversation");
  const auto id = conversation_from(text);
  if (!id) return reading.refuse(Errc::NotFound, "a conversation");
  out = *id;
  return true;
}

bool read_value(Reading& reading, const dom::element& in, ClientMessageId& out) {
  std::string_view text;
  if (in.get(text) != simdjson::SUCCESS) return reading.wrong("a client_message_id");
  const auto id = client_message_id_from(text);
  if (!id) return reading.wrong("a client_message_id");
  out = *id;
  return true;
}

bool read_value(Reading& reading, const dom::element& in, Errc& out) {
  return read_choice(reading, in, errc_from, out);
}

bool read_value(Reading& reading, const dom::element& in, Retry& out) {
  for (const Retry retry : {Retry::Never, Retry::Later, Retry::Elsewhere}) {
    if (is_text(in, to_text(retry))) {
      out = retry;
      return true;
    }
  }
  return reading.wrong("a retry rule");
}

bool read_short(Reading& reading, const dom::element& in, std::size_t max_bytes, std::string& out) {
  std::string_view text;
  if (in.get(text) != simdjson::SUCCESS || text.size() > max_bytes) {
    return reading.wrong("a short text");
  }
  out.assign(text);
  return true;
}

bool read_short(Reading& reading, const dom::element& in, std::size_t max_bytes,
                std::optional<std::string>& out) {
  return read_short(reading, in, max_bytes, out.emplace());
}

bool read_any_integer(Reading& reading, const dom::element& in, std::optional<Seq>& out) {
  std::uint64_t number = 0;
  std::int64_t below = 0;
  if (in.get(number) != simdjson::SUCCESS && in.get(below) != simdjson::SUCCESS) {
    return reading.wrong("an integer");
  }
  out = Seq{number};
  return true;
}

bool read_or_null(Reading& reading, const dom::element& in, bool& out) {
  return in.is_null() || read_value(reading, in, out);
}

bool is_text(const dom::element& in, std::string_view expected) {
  std::string_view text;
  return in.get(text) == simdjson::SUCCESS && text == expected;
}

std::string json_of(const dom::element& in) { return simdjson::minify(in); }

bool JsonReader::Parser::parse(std::string_view json, Tail tail, Reading& reading) {
  is_sound = false;
  if (json.empty()) return reading.wrong("an object");
  const bool copy = tail == Tail::Bare;
  if (parser.parse(json.data(), json.size(), copy).get(root) != simdjson::SUCCESS) {
    return reading.wrong("JSON");
  }
  if (!root.is_object()) return reading.wrong("an object");
  const bool has_escapes = json.find('\\') != std::string_view::npos;
  const std::string_view fault = hostile_fault(root, has_escapes);
  is_sound = fault.empty();
  return is_sound || reading.wrong(fault);
}

Refusal JsonReader::Parser::refusal(std::string_view json, const Reading& reading) const {
  std::string detail = "expected " + std::string(reading.what);
  if (!reading.field.empty()) detail = std::string(reading.field) + ": " + detail;
  Refusal refusal{{reading.code, std::move(detail)}, std::nullopt, {}};
  if (!is_sound) {
    refusal.is_bad_utf8 = !simdjson::validate_utf8(json.data(), json.size());
    return refusal;
  }
  std::string_view text;
  if (root.at_key("ref").get(text) == simdjson::SUCCESS && text.size() <= kEchoBytesMax) {
    refusal.ref = text;
  }
  if (root.at_key("type").get(text) == simdjson::SUCCESS && text.size() <= kEchoBytesMax) {
    refusal.type = text;
  }
  return refusal;
}

JsonReader::JsonReader() : parser_(std::make_unique<Parser>()) {}
JsonReader::~JsonReader() = default;

}  // namespace parley::wire
