// What names and passwords may be (protocol section 7). Pure.
#pragma once

#include <string_view>

#include "base/error.h"
#include "base/limits.h"

namespace parley {

// `a-z 0-9 _ .`, of a length within the limits.
bool is_username(std::string_view text, const Limits& limits);

// BadRequest where the rule is broken. A password is any well-formed text of the right length; it
// is used as it came, byte by byte.
Result<> check_username(std::string_view text, const Limits& limits);
Result<> check_display_name(std::string_view text, const Limits& limits);
Result<> check_password(std::string_view text, const Limits& limits);
// The name or platform of a device; may be empty.
Result<> check_device_text(std::string_view text, const Limits& limits);

}  // namespace parley
