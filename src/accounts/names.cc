#include "accounts/names.h"

#include <algorithm>

#include "base/unicode.h"

namespace parley {
namespace {

bool is_username_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

Result<> demand(bool holds, std::string_view what) {
  if (!holds) return fail(Errc::BadRequest, std::string(what));
  return {};
}

}  // namespace

bool is_username(std::string_view text, const Limits& limits) {
  return text.size() >= limits.username_characters_min &&
         text.size() <= limits.username_characters &&
         std::ranges::all_of(text, is_username_character);
}

Result<> check_username(std::string_view text, const Limits& limits) {
  return demand(is_username(text, limits), "not a username");
}

Result<> check_display_name(std::string_view text, const Limits& limits) {
  return demand(is_name(text, limits.display_name_code_points), "not a display name");
}

Result<> check_password(std::string_view text, const Limits& limits) {
  const bool holds = is_valid_utf8(text) && code_points(text) >= limits.password_code_points_min &&
                     code_points(text) <= limits.password_code_points;
  return demand(holds, "not a password");
}

Result<> check_device_text(std::string_view text, const Limits& limits) {
  const bool holds = text.empty() || is_name(text, limits.display_name_code_points);
  return demand(holds, "not a name of a device");
}

}  // namespace parley
