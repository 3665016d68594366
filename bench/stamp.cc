#include "bench/stamp.h"

#include <charconv>
#include <limits>

namespace parley::bench {
namespace {

void append_number(std::uint64_t value, std::string& text) {
  char digits[std::numeric_limits<std::uint64_t>::digits10 + 1];
  const auto [end, error] = std::to_chars(std::begin(digits), std::end(digits), value);
  text.append(digits, end).push_back(' ');
}

template <class Number>
bool take_number(std::string_view& rest, Number& value) {
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
  if (error != std::errc{} || end == rest.data() + rest.size() || *end != ' ') return false;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()) + 1);
  return true;
}

}  // namespace

void write_stamp(const Stamp& stamp, std::size_t bytes, std::string& text) {
  text.clear();
  append_number(stamp.sender, text);
  append_number(stamp.number, text);
  append_number(static_cast<std::uint64_t>(stamp.intended.time_since_epoch().count()), text);
  if (text.size() < bytes) text.append(bytes - text.size(), '.');
}

std::optional<Stamp> read_stamp(std::string_view text) {
  Stamp stamp{};
  std::int64_t intended_ns = 0;
  if (!take_number(text, stamp.sender) || !take_number(text, stamp.number) ||
      !take_number(text, intended_ns)) {
    return std::nullopt;
  }
  stamp.intended = Time{std::chrono::nanoseconds{intended_ns}};
  return stamp;
}

}  // namespace parley::bench
