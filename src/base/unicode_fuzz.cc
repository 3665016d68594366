// Texts of any bytes: counts and prefixes agree, and nothing reads past the end.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/unicode.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (parley::is_one_emoji(text)) PARLEY_CHECK(parley::is_valid_utf8(text));
  if (!parley::is_valid_utf8(text)) return 0;

  const std::size_t count = parley::code_points(text);
  PARLEY_CHECK(count <= size);
  const std::string_view half = parley::first_code_points(text, count / 2);
  PARLEY_CHECK(text.starts_with(half) && parley::is_valid_utf8(half));
  PARLEY_CHECK(parley::code_points(half) == count / 2);
  if (parley::is_name(text, 64)) PARLEY_CHECK(!parley::is_only_white_space(text));
  return 0;
}
