// Characters and lists of HTTP (RFC 9110 section 5.6), as the validator and the request read them.
#pragma once

#include <algorithm>
#include <string_view>

namespace parley {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

constexpr bool is_token_char(char c) {
  return is_digit(c) || is_alpha(c) ||
         (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").contains(c));
}
constexpr bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_token_char);
}

// The value of a hexadecimal digit of either case, or -1.
constexpr int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, to_lower, to_lower);
}

// Without the spaces and tabs around it.
constexpr std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Calls `use` with each member of a comma-separated list, trimmed; empty ones are left out.
template <class Use>
constexpr void for_each_member(std::string_view list, Use use) {
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    if (const auto member = trimmed(list.substr(0, comma)); !member.empty()) use(member);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

// True if `member` is in the list, in whatever case.
constexpr bool has_member(std::string_view list, std::string_view member) {
  bool found = false;
  for_each_member(list, [&](std::string_view m) { found |= equals_ignoring_case(m, member); });
  return found;
}

}  // namespace parley
