#include "terminal/command.h"

#include <gtest/gtest.h>

namespace parley::terminal {
namespace {

template <class T>
T parsed(std::string_view line) {
  const auto command = parse_command(line);
  EXPECT_TRUE(command) << line << ": " << command.error();
  return std::get<T>(*command);
}

TEST(Command, ALineIsAText) {
  EXPECT_EQ(parsed<Say>("  Ay me! ").text, "  Ay me! ");
  EXPECT_EQ(parsed<Say>("//list").text, "/list");
  parsed<Nothing>("");
  parsed<Nothing>("  \t");
}

TEST(Command, NamesAndTextsFollowACommand) {
  EXPECT_EQ(parsed<OpenChat>("/open juliet").name, "juliet");
  EXPECT_EQ(parsed<OpenChat>("/open fair verona").name, "fair verona");
  EXPECT_EQ(parsed<OpenChat>("/open \"fair verona\"").name, "fair verona");
  EXPECT_EQ(parsed<SignUp>("/signup romeo Romeo M.").display_name, "Romeo M.");
  EXPECT_EQ(parsed<SignUp>("/signup romeo").display_name, "romeo");
  EXPECT_EQ(parsed<EditMessage>("/edit 12 a  new text").text, "a  new text");
  EXPECT_EQ(parsed<DeleteMessage>("/delete 12").target, Seq{12});
  EXPECT_EQ(parsed<Reply>("/reply 3 yes").target, Seq{3});
}

TEST(Command, AGroupHasATitleAndNames) {
  const auto group = parsed<MakeGroup>("/group \"fair verona\" juliet nurse");
  EXPECT_EQ(group.title, "fair verona");
  EXPECT_EQ(group.names, (std::vector<std::string>{"juliet", "nurse"}));
}

TEST(Command, AReactionIsOneEmojiThatAMinusTakesAway) {
  EXPECT_TRUE(parsed<React>("/react 4 👍").on);
  EXPECT_FALSE(parsed<React>("/react 4 -👍").on);
  EXPECT_FALSE(parse_command("/react 4 yes"));
}

TEST(Command, WhatIsMissingIsSaid) {
  for (const auto* line :
       {"/open", "/login", "/login a b", "/edit", "/edit x y", "/edit 3", "/delete", "/delete 0",
        "/delete 3 4", "/react 3", "/reply 3", "/group", "/dance", "/", "\xff"}) {
    const auto command = parse_command(line);
    ASSERT_FALSE(command) << line;
    EXPECT_TRUE(command.error().ends_with(".")) << command.error();
  }
}

TEST(Command, EveryCommandOfTheListIsKnown) {
  for (const auto& row : command_help()) {
    const auto command = parse_command(row.name);
    if (!command) {
      EXPECT_FALSE(row.arguments.empty()) << row.name << ": " << command.error();
      EXPECT_FALSE(command.error().starts_with("There is no such")) << row.name;
    }
  }
}

}  // namespace
}  // namespace parley::terminal
