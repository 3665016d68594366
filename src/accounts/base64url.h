// base64url without padding (RFC 4648 section 5), as tokens and tickets are written.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace parley {

std::string to_base64url(std::string_view bytes);

// Nothing unless `text` is the one spelling of exactly `size` bytes.
std::optional<std::string> from_base64url(std::string_view text, std::size_t size);

}  // namespace parley
