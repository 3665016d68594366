// The terminal itself: what was typed comes in as lines, what happens goes out as lines, and
// neither gets into the other's way. Over a pipe it is a plain reader and writer of lines.
#pragma once

#include <termios.h>

#include <optional>
#include <string>
#include <string_view>

#include "terminal/line_editor.h"
#include "terminal/output.h"

namespace parley::terminal {

// Owned by the program, one thread. While it lives, a keyboard that is a terminal sends keys
// instead of lines; afterwards it is as it was.
class Screen final : public Output {
 public:
  Screen(int in, int out);
  ~Screen() override;
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  // A live message goes above the line that is being typed.
  void show(std::string_view text) override;

  // In front of what is typed. While `is_secret`, that is not shown.
  void set_prompt(std::string prompt, bool is_secret = false);

  // The next bytes from the keyboard or the pipe; none: its end.
  LineEditor::Result feed(std::string_view bytes);

 private:
  void draw();
  void write(std::string_view bytes);
  std::size_t columns() const;
  LineEditor::Result feed_plain(std::string_view bytes);

  int out_;
  int in_;
  bool has_keys_ = false;  // Else lines come from a pipe.
  bool draws_ = false;     // Else there is nothing to keep in order.
  std::optional<termios> before_;
  LineEditor editor_;
  std::string prompt_;
  std::string partial_;  // Of a line from a pipe.
};

}  // namespace parley::terminal
