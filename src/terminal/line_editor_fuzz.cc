// Any keys: the line stays a line, and the cursor stays on the screen.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "terminal/line_editor.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kColumns = 40;
  parley::terminal::LineEditor editor;
  for (std::size_t i = 0; i < size; ++i) {
    const char key = static_cast<char>(data[i]);
    for (const auto& line : editor.feed({&key, 1}).lines) {
      PARLEY_CHECK(line.find('\n') == line.npos && line.find('\x1b') == line.npos);
    }
    PARLEY_CHECK(editor.view("> ", kColumns).cursor_column < kColumns);
  }
  return 0;
}
