// One line being typed: keys in, lines out, and what to draw. No terminal in it; Screen draws.
//
//   ← → Home End, Ctrl-A Ctrl-E   move          ↑ ↓               earlier lines
//   Backspace Delete              one character Ctrl-W  a word    Ctrl-U  all before
//   Ctrl-D                        the end, on an empty line
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::terminal {

constexpr std::size_t kEarlierLinesMax = 200;
constexpr std::size_t kLineBytesMax = 400'000;  // More than the longest text.

// One thread.
class LineEditor {
 public:
  struct Result {
    std::vector<std::string> lines;
    bool is_end = false;
  };

  // The next bytes from the keyboard; a key may come in pieces.
  Result feed(std::string_view bytes);

  // A secret is neither drawn nor remembered. Begins with the next line.
  void set_secret(bool is_secret) { is_secret_ = is_secret; }

  // As much of `prompt` and line as fits into `columns`, with the cursor visible, and where that
  // is. East Asian wide characters and emoji count two columns.
  struct View {
    std::string text;
    std::size_t cursor_column;
  };
  View view(std::string_view prompt, std::size_t columns) const;

 private:
  void take(unsigned char byte, Result& result);
  void control(unsigned char byte, Result& result);
  void escape(unsigned char byte);
  void key(char final, std::string_view parameters);
  void enter(Result& result);
  void recall(std::size_t index);
  std::size_t before(std::size_t at) const;
  std::size_t after(std::size_t at) const;
  void erase(std::size_t from, std::size_t to);

  std::string line_;
  std::size_t at_ = 0;   // Bytes before the cursor.
  std::string pending_;  // The beginning of an escape sequence.
  std::vector<std::string> earlier_;
  std::size_t recalled_ = 0;  // Index into earlier_; its size: the new line.
  bool is_secret_ = false;
};

// How many columns a terminal gives to a well-formed text, as far as it can be known.
std::size_t columns_of(std::string_view text);

}  // namespace parley::terminal
