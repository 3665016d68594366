// Any line is a command, a text or a complaint, and is shown without a control character.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/unicode.h"
#include "terminal/command.h"
#include "terminal/render.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  const auto parsed = parley::terminal::parse_command(line);
  PARLEY_CHECK(parsed || !parsed.error().empty());
  if (!parley::is_valid_utf8(line)) return 0;
  const std::string shown = parley::terminal::harmless(line);
  PARLEY_CHECK(parley::is_valid_utf8(shown));
  for (const char c : shown) {
    PARLEY_CHECK(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f || c == '\n');
  }
  return 0;
}
