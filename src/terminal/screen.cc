#include "terminal/screen.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <utility>

namespace parley::terminal {
namespace {

constexpr std::size_t kColumnsUsual = 80;
constexpr std::string_view kClearLine = "\r\x1b[K";

}  // namespace

Screen::Screen(int in, int out) : out_(out), in_(in) {
  termios settings{};
  has_keys_ = ::isatty(in_) == 1 && ::tcgetattr(in_, &settings) == 0;
  draws_ = has_keys_ && ::isatty(out_) == 1;
  if (!has_keys_) return;
  before_ = settings;
  // Keys, one by one and without echo; Ctrl-C stays a signal.
  settings.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  settings.c_iflag &= ~static_cast<tcflag_t>(IXON);
  settings.c_cc[VMIN] = 1;
  settings.c_cc[VTIME] = 0;
  ::tcsetattr(in_, TCSADRAIN, &settings);
}

Screen::~Screen() {
  if (draws_) write(kClearLine);
  if (before_) ::tcsetattr(in_, TCSADRAIN, &*before_);
}

void Screen::show(std::string_view text) {
  if (text.empty()) return;
  std::string lines;
  if (draws_) lines += kClearLine;
  lines += text;
  lines += '\n';
  write(lines);
  draw();
}

void Screen::set_prompt(std::string prompt, bool is_secret) {
  prompt_ = std::move(prompt);
  editor_.set_secret(is_secret);
  draw();
}

LineEditor::Result Screen::feed(std::string_view bytes) {
  if (bytes.empty()) return {.lines = {}, .is_end = true};
  if (!has_keys_) return feed_plain(bytes);
  auto result = editor_.feed(bytes);
  draw();
  return result;
}

LineEditor::Result Screen::feed_plain(std::string_view bytes) {
  LineEditor::Result result;
  for (const char c : bytes) {
    if (c == '\n') {
      result.lines.push_back(std::exchange(partial_, {}));
    } else if (partial_.size() < kLineBytesMax) {
      partial_ += c;
    }
  }
  return result;
}

void Screen::draw() {
  if (!draws_) return;
  const auto [text, column] = editor_.view(prompt_, columns());
  write(
      fmt::format("{}{}\r{}", kClearLine, text, column > 0 ? fmt::format("\x1b[{}C", column) : ""));
}

void Screen::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(out_, bytes.data(), bytes.size());
    // Nobody reads any more: there is nobody to tell.
    if (written <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::size_t Screen::columns() const {
  winsize size{};
  return ::ioctl(out_, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kColumnsUsual;
}

}  // namespace parley::terminal
