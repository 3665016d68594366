#include "bench/scan.h"

#include <charconv>

namespace parley::bench {

bool Scan::next_key(std::string_view& key) {
  if (!next_member('}')) return false;
  key = string();
  expect(':');
  return !failed_;
}

bool Scan::next_element() { return next_member(']'); }

std::string_view Scan::string() {
  if (peek() != '"') {
    fail();
    return {};
  }
  for (std::size_t end = 1; (end = rest_.find_first_of("\"\\", end)) != rest_.npos;) {
    if (rest_[end] == '\\') {
      end += 2;
      continue;
    }
    const auto inside = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    return inside;
  }
  fail();
  return {};
}

std::uint64_t Scan::number() {
  peek();
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
  if (error != std::errc{}) {
    fail();
    return 0;
  }
  rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
  return value;
}

void Scan::skip() {
  for (int depth = 0; !failed_;) {
    const char c = peek();
    if (c == '"') {
      string();
    } else if (c == '{' || c == '[') {
      ++depth;
      rest_.remove_prefix(1);
    } else if (c == '}' || c == ']') {
      --depth;
      rest_.remove_prefix(1);
    } else {
      const std::size_t end = rest_.find_first_of(depth > 0 ? "\"{}[]" : ",}]");
      if (end == rest_.npos) return fail();
      rest_.remove_prefix(end);
    }
    if (depth < 0) return fail();
    if (depth == 0) return;
  }
}

char Scan::peek() {
  const std::size_t blanks = rest_.find_first_not_of(" \t\r\n");
  rest_.remove_prefix(blanks == rest_.npos ? rest_.size() : blanks);
  return rest_.empty() ? '\0' : rest_.front();
}

void Scan::fail() {
  failed_ = true;
  rest_ = {};
}

void Scan::enter(char open) {
  expect(open);
  is_first_ = true;
}

void Scan::expect(char c) {
  if (peek() != c || rest_.empty()) return fail();
  rest_.remove_prefix(1);
}

bool Scan::next_member(char close) {
  if (peek() == close) {
    rest_.remove_prefix(1);
    is_first_ = false;
    return false;
  }
  if (!is_first_) expect(',');
  is_first_ = false;
  if (peek() == '\0') fail();
  return !failed_;
}

}  // namespace parley::bench
