// What a typed line means.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/ids.h"

namespace parley::terminal {

// One word of /help: the command, what follows it, what it does.
struct CommandHelp {
  std::string_view name;
  std::string_view arguments;
  std::string_view what;
};
const std::vector<CommandHelp>& command_help();

struct Say {
  std::string text;
};
struct Nothing {};
struct Help {};
struct SignUp {
  std::string username;
  std::string display_name;  // The username if it was left out.
};
struct LogIn {
  std::string username;
};
struct LogOut {};
struct List {};
struct OpenChat {
  std::string name;  // Of a person or a group, or an id.
};
struct MakeGroup {
  std::string title;
  std::vector<std::string> names;
};
struct AddMember {
  std::string name;
};
struct JoinGroup {
  std::string id;
};
struct Leave {};
struct More {};
struct EditMessage {
  Seq target;
  std::string text;
};
struct DeleteMessage {
  Seq target;
};
struct React {
  Seq target;
  std::string emoji;
  bool on;
};
struct Reply {
  Seq target;
  std::string text;
};
struct Who {};
struct ShowContacts {};
struct AcceptContact {
  std::string name;
};
struct Block {
  std::string name;
};
struct ShowDevices {};
struct Quit {};

using Command = std::variant<Nothing, Say, Help, SignUp, LogIn, LogOut, List, OpenChat, MakeGroup,
                             AddMember, JoinGroup, Leave, More, EditMessage, DeleteMessage, React,
                             Reply, Who, ShowContacts, AcceptContact, Block, ShowDevices, Quit>;

// A line that begins with `/` is a command, one that begins with `//` a text with one of them, any
// other a text as it stands. A title of several words stands in quotes. What is wrong with a
// command comes back as a sentence.
std::expected<Command, std::string> parse_command(std::string_view line);

}  // namespace parley::terminal
