#include "terminal/command.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/unicode.h"

namespace parley::terminal {
namespace {

using Parsed = std::expected<Command, std::string>;

std::unexpected<std::string> wrong(std::string sentence) {
  return std::unexpected(std::move(sentence));
}

// The rest of a line, word by word.
class Words {
 public:
  explicit Words(std::string_view line) : rest_(line) { skip(); }

  bool at_end() const { return rest_.empty(); }

  // A word, or what stands between quotes.
  std::string next() {
    const bool is_quoted = rest_.starts_with('"') && rest_.find('"', 1) != rest_.npos;
    if (is_quoted) rest_.remove_prefix(1);
    const std::size_t end = std::min(rest_.find(is_quoted ? '"' : ' '), rest_.size());
    std::string word(rest_.substr(0, end));
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    skip();
    return word;
  }

  std::string all() { return std::string(std::exchange(rest_, {})); }

 private:
  void skip() { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }

  std::string_view rest_;
};

// The number that a message is shown with.
std::optional<Seq> message_number(Words& words) {
  const auto number = id_bits_from(words.next());
  return number ? std::optional(Seq{*number}) : std::nullopt;
}

constexpr std::string_view kNumberWanted = "The number in front of a message is expected.";

template <class WithName>
Parsed one_name(Words& words) {
  WithName command;
  std::string& name = [&]() -> std::string& {
    if constexpr (requires { command.username; })
      return command.username;
    else if constexpr (requires { command.id; })
      return command.id;
    else
      return command.name;
  }();
  if (words.at_end()) return wrong("A name is expected.");
  name = words.next();
  if (!words.at_end()) return wrong("One name is expected; put quotes around one with spaces.");
  return command;
}

Parsed sign_up(Words& words) {
  if (words.at_end()) return wrong("A username is expected.");
  SignUp command{.username = words.next(), .display_name = words.all()};
  if (command.display_name.empty()) command.display_name = command.username;
  return command;
}

Parsed open_chat(Words& words) {
  if (words.at_end()) return wrong("The name of a person or a group is expected.");
  const std::string all = words.all();
  Words again(all);
  const std::string word = again.next();
  return OpenChat{again.at_end() ? word : all};
}

Parsed make_group(Words& words) {
  if (words.at_end()) return wrong("A title is expected, and the names of the members.");
  MakeGroup command{.title = words.next(), .names = {}};
  while (!words.at_end()) command.names.push_back(words.next());
  return command;
}

template <class WithText>
Parsed number_and_text(Words& words) {
  const auto target = message_number(words);
  if (!target) return wrong(std::string(kNumberWanted));
  if (words.at_end()) return wrong("A text is expected behind the number.");
  return WithText{*target, words.all()};
}

Parsed delete_message(Words& words) {
  const auto target = message_number(words);
  if (!target || !words.at_end()) return wrong(std::string(kNumberWanted));
  return DeleteMessage{*target};
}

Parsed react(Words& words) {
  const auto target = message_number(words);
  if (!target) return wrong(std::string(kNumberWanted));
  std::string emoji = words.all();
  const bool is_off = emoji.starts_with('-');
  if (is_off) emoji.erase(0, 1);
  if (!is_one_emoji(emoji)) return wrong("One emoji is expected behind the number.");
  return React{*target, emoji, !is_off};
}

template <class Bare>
Parsed bare(Words&) {
  return Bare{};
}

struct Row {
  CommandHelp help;
  Parsed (*parse)(Words&);
};

constexpr Row kRows[] = {
    {{"/help", "", "this list"}, bare<Help>},
    {{"/signup", "USERNAME [DISPLAY NAME]", "make an account"}, sign_up},
    {{"/login", "USERNAME", "log in to an account"}, one_name<LogIn>},
    {{"/logout", "", "log out, and forget everything on this machine"}, bare<LogOut>},
    {{"/list", "", "conversations, newest first, with what is unread"}, bare<List>},
    {{"/open", "NAME", "open the conversation with a person, or a group, or an id"}, open_chat},
    {{"/group", "TITLE NAME …", "make a group; quotes around a title of several words"},
     make_group},
    {{"/add", "NAME", "add a person to the open group"}, one_name<AddMember>},
    {{"/join", "ID", "join a group that one is invited to"}, one_name<JoinGroup>},
    {{"/leave", "", "leave the open group"}, bare<Leave>},
    {{"/more", "", "older messages"}, bare<More>},
    {{"/reply", "N TEXT", "answer message N"}, number_and_text<Reply>},
    {{"/edit", "N TEXT", "give message N another text"}, number_and_text<EditMessage>},
    {{"/delete", "N", "delete message N for everybody"}, delete_message},
    {{"/react", "N [-]EMOJI", "put a reaction on message N; with - take it away"}, react},
    {{"/who", "", "who is in the open conversation"}, bare<Who>},
    {{"/contacts", "", "contacts, and who asks to be one"}, bare<ShowContacts>},
    {{"/accept", "NAME", "ask a person to be a contact, or accept who asked"},
     one_name<AcceptContact>},
    {{"/block", "NAME", "block a person"}, one_name<Block>},
    {{"/devices", "", "where this account is logged in"}, bare<ShowDevices>},
    {{"/quit", "", "end"}, bare<Quit>},
};

}  // namespace

const std::vector<CommandHelp>& command_help() {
  static const std::vector<CommandHelp> all = [] {
    std::vector<CommandHelp> rows;
    for (const Row& row : kRows) rows.push_back(row.help);
    return rows;
  }();
  return all;
}

std::expected<Command, std::string> parse_command(std::string_view line) {
  if (!is_valid_utf8(line)) return wrong("This line is not UTF-8.");
  if (line.starts_with("//")) return Say{std::string(line.substr(1))};
  if (!line.starts_with('/')) {
    if (is_only_white_space(line)) return Nothing{};
    return Say{std::string(line)};
  }
  Words words(line);
  const std::string name = words.next();
  for (const Row& row : kRows) {
    if (row.help.name == name) return row.parse(words);
  }
  return wrong(
      "There is no such command; /help lists them. A text that begins with / begins "
      "with //.");
}

}  // namespace parley::terminal
