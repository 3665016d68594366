#include "terminal/line_editor.h"

#include <algorithm>
#include <utility>

#include "base/unicode.h"

namespace parley::terminal {
namespace {

constexpr unsigned char kEscape = 0x1b;

bool is_inside(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80; }

// Of a whole code point.
std::size_t width_of(std::string_view one) {
  if (one.size() < 3) return 1;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(one[i]); };
  char32_t c = byte(0) & (one.size() == 3 ? 0x0fU : 0x07U);
  for (std::size_t i = 1; i < one.size(); ++i) c = c << 6 | (byte(i) & 0x3fU);
  if (c == 0x200d || (c >= 0xfe00 && c <= 0xfe0f)) return 0;
  const bool is_wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
                       (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
                       (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
                       (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd);
  return is_wide ? 2 : 1;
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && is_inside(text[end])) ++end;
    columns += width_of(text.substr(at, end - at));
    at = end;
  }
  return columns;
}

LineEditor::Result LineEditor::feed(std::string_view bytes) {
  Result result;
  for (const char byte : bytes) take(static_cast<unsigned char>(byte), result);
  return result;
}

void LineEditor::take(unsigned char byte, Result& result) {
  if (!pending_.empty()) return escape(byte);
  if (byte < 0x20 || byte == 0x7f) return control(byte, result);
  if (line_.size() >= kLineBytesMax) return;
  line_.insert(at_++, 1, static_cast<char>(byte));
}

void LineEditor::control(unsigned char byte, Result& result) {
  switch (byte) {
    case '\r':
    case '\n': return enter(result);
    case kEscape: pending_ = static_cast<char>(byte); return;
    case 0x7f:
    case 0x08: return erase(before(at_), at_);
    case 0x01: at_ = 0; return;
    case 0x05: at_ = line_.size(); return;
    case 0x04: result.is_end = result.is_end || line_.empty(); return;
    case 0x15: return erase(0, at_);
    case 0x17: {
      std::size_t from = at_;
      while (from > 0 && line_[from - 1] == ' ') --from;
      while (from > 0 && line_[from - 1] != ' ') --from;
      return erase(from, at_);
    }
    default: return;
  }
}

// ESC [ parameters final, or ESC O final (ECMA-48 section 5.4, and what xterm sends).
void LineEditor::escape(unsigned char byte) {
  const char c = static_cast<char>(byte);
  const bool is_introducer = pending_.size() == 1 && (c == '[' || c == 'O');
  const bool is_parameter = pending_.size() > 1 && byte >= 0x20 && byte < 0x40;
  if ((is_introducer || is_parameter) && pending_.size() < 16) {
    pending_ += c;
    return;
  }
  const std::string sequence = std::exchange(pending_, {});
  if (sequence.size() > 1) key(c, std::string_view(sequence).substr(2));
}

void LineEditor::key(char final, std::string_view parameters) {
  if (final == '~' && parameters == "3") return erase(at_, after(at_));
  if (final == '~' && (parameters == "1" || parameters == "7")) final = 'H';
  if (final == '~' && (parameters == "4" || parameters == "8")) final = 'F';
  switch (final) {
    case 'D': at_ = before(at_); return;
    case 'C': at_ = after(at_); return;
    case 'H': at_ = 0; return;
    case 'F': at_ = line_.size(); return;
    case 'A':
      if (recalled_ > 0) recall(recalled_ - 1);
      return;
    case 'B':
      if (recalled_ < earlier_.size()) recall(recalled_ + 1);
      return;
    default: return;
  }
}

void LineEditor::enter(Result& result) {
  if (!is_secret_ && !line_.empty()) {
    if (earlier_.size() == kEarlierLinesMax) earlier_.erase(earlier_.begin());
    earlier_.push_back(line_);
  }
  recalled_ = earlier_.size();
  result.lines.push_back(std::exchange(line_, {}));
  at_ = 0;
}

void LineEditor::recall(std::size_t index) {
  if (is_secret_) return;
  recalled_ = index;
  line_ = index < earlier_.size() ? earlier_[index] : std::string();
  at_ = line_.size();
}

std::size_t LineEditor::before(std::size_t at) const {
  while (at > 0 && is_inside(line_[at - 1])) --at;
  return at > 0 ? at - 1 : 0;
}

std::size_t LineEditor::after(std::size_t at) const {
  if (at < line_.size()) ++at;
  while (at < line_.size() && is_inside(line_[at])) ++at;
  return at;
}

void LineEditor::erase(std::size_t from, std::size_t to) {
  line_.erase(from, to - from);
  at_ = from;
}

LineEditor::View LineEditor::view(std::string_view prompt, std::size_t columns) const {
  std::string text(prompt);
  if (is_secret_ || !is_valid_utf8(line_)) return {text, columns_of(text)};
  // The last column stays free, or the terminal would begin another line.
  const std::size_t taken = columns_of(prompt) + 1;
  const std::size_t room = columns > taken + 1 ? columns - taken : 1;
  std::size_t from = at_;
  std::size_t used = 0;
  while (from > 0) {
    const std::size_t earlier = before(from);
    used += columns_of(std::string_view(line_).substr(earlier, from - earlier));
    if (used > room) break;
    from = earlier;
  }
  std::size_t to = at_;
  const auto width = [&](std::size_t end) {
    return columns_of(std::string_view(line_).substr(from, end - from));
  };
  while (to < line_.size() && width(after(to)) <= room) to = after(to);
  const std::size_t cursor = columns_of(prompt) + width(at_);
  text.append(line_, from, to - from);
  return {std::move(text), cursor};
}

}  // namespace parley::terminal
