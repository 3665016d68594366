#include "terminal/line_editor.h"

#include <gtest/gtest.h>

namespace parley::terminal {
namespace {

std::string line_of(LineEditor& editor, std::string_view keys) {
  const auto result = editor.feed(keys);
  return result.lines.empty() ? "(none)" : result.lines.back();
}

TEST(LineEditor, EnterEndsALine) {
  LineEditor editor;
  EXPECT_EQ(line_of(editor, "Ay me!"), "(none)");
  EXPECT_EQ(line_of(editor, "\r"), "Ay me!");
  EXPECT_EQ(line_of(editor, "a\nb\n"), "b");
}

TEST(LineEditor, BackspaceTakesAWholeCharacter) {
  LineEditor editor;
  EXPECT_EQ(line_of(editor,
                    "aä☾\x7f\x7f"
                    "b\r"),
            "ab");
  EXPECT_EQ(line_of(editor,
                    "\x7f\x7f"
                    "x\r"),
            "x");
}

TEST(LineEditor, ArrowsMoveTheCursor) {
  LineEditor editor;
  EXPECT_EQ(line_of(editor, "ac\x1b[Db\r"), "abc");
  EXPECT_EQ(line_of(editor,
                    "bc\x01"
                    "a\x05"
                    "d\r"),
            "abcd");
  EXPECT_EQ(line_of(editor, "xbc\x1b[H\x1b[3~a\r"), "abc");
}

TEST(LineEditor, AKeyMayComeInPieces) {
  LineEditor editor;
  editor.feed("ac\x1b");
  editor.feed("[");
  EXPECT_EQ(line_of(editor, "Db\r"), "abc");
}

TEST(LineEditor, EarlierLinesComeBackWithTheArrowUp) {
  LineEditor editor;
  editor.feed("one\rtwo\r");
  EXPECT_EQ(line_of(editor, "\x1b[A\x1b[A\r"), "one");
  EXPECT_EQ(line_of(editor,
                    "\x1b[A\x1b[B"
                    "new\r"),
            "new");
}

TEST(LineEditor, ASecretIsNeitherDrawnNorRemembered) {
  LineEditor editor;
  editor.feed("one\r");
  editor.set_secret(true);
  editor.feed("wherefore");
  EXPECT_EQ(editor.view("password: ", 80).text, "password: ");
  EXPECT_EQ(line_of(editor, "\r"), "wherefore");
  editor.set_secret(false);
  EXPECT_EQ(line_of(editor, "\x1b[A\r"), "one");
}

TEST(LineEditor, WordsAndLinesAreErased) {
  LineEditor editor;
  EXPECT_EQ(line_of(editor,
                    "one two \x17"
                    "three\r"),
            "one three");
  EXPECT_EQ(line_of(editor,
                    "one two\x15"
                    "three\r"),
            "three");
}

TEST(LineEditor, CtrlDEndsAnEmptyLineOnly) {
  LineEditor editor;
  EXPECT_FALSE(editor.feed("a\x04").is_end);
  editor.feed("\r");
  EXPECT_TRUE(editor.feed("\x04").is_end);
}

TEST(LineEditor, ALongLineShowsThePartAroundTheCursor) {
  LineEditor editor;
  editor.feed("0123456789");
  auto view = editor.view("> ", 8);
  EXPECT_EQ(view.text, "> 56789");
  EXPECT_EQ(view.cursor_column, 7U);
  editor.feed("\x1b[H");
  view = editor.view("> ", 8);
  EXPECT_EQ(view.text, "> 01234");
  EXPECT_EQ(view.cursor_column, 2U);
}

TEST(LineEditor, WideCharactersCountTwoColumns) {
  EXPECT_EQ(columns_of("ab"), 2U);
  EXPECT_EQ(columns_of("ä"), 1U);
  EXPECT_EQ(columns_of("漢字"), 4U);
  EXPECT_EQ(columns_of("👍"), 2U);
}

}  // namespace
}  // namespace parley::terminal
