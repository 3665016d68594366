#include "terminal/render.h"

#include <fmt/format.h>

#include <ctime>
#include <utility>

#include "terminal/command.h"

namespace parley::terminal {
namespace {

struct CodePoint {
  char32_t value;
  std::size_t bytes;
};

// The first one of a well-formed text.
CodePoint first_of(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  char32_t value = bytes == 1 ? lead : lead & (0xffU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes && i < text.size(); ++i) value = value << 6 | (byte(i) & 0x3fU);
  return {value, std::min(bytes, text.size())};
}

bool is_obeyed(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

std::string made_harmless(std::string_view text, bool keeps_line_ends) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto [c, bytes] = first_of(text);
    if (c == '\t') {
      out += ' ';
    } else if (is_obeyed(c) && !(c == '\n' && keeps_line_ends)) {
      out += fmt::format("<{:02X}>", static_cast<std::uint32_t>(c));
    } else {
      out += text.substr(0, bytes);
    }
    text.remove_prefix(bytes);
  }
  return out;
}

// Nobody can make a line that looks like one of ours: further lines of a text stand apart.
std::string body(std::string_view text) {
  std::string out;
  for (const char c : harmless(text)) {
    out += c;
    if (c == '\n') out += "    ";
  }
  return out;
}

std::string clock_time(TimeMs at) {
  const std::time_t seconds = to_number(at) / 1'000;
  std::tm local{};
  localtime_r(&seconds, &local);
  return fmt::format("{:02}:{:02}", local.tm_hour, local.tm_min);
}

std::string list_of(const Names& names, const std::vector<UserId>& users) {
  std::string out;
  for (const UserId user : users) {
    if (!out.empty()) out += ", ";
    out += names.of(user);
  }
  return out;
}

std::string front(Seq seq) { return fmt::format("[{}] ", to_number(seq)); }

std::string message_body(const wire::MessageEvent& message) {
  if (message.deleted) return "(deleted)";
  std::string out;
  if (message.reply_to) out += fmt::format("(to [{}]) ", to_number(*message.reply_to));
  out += body(message.text);
  if (message.truncated) {
    out += fmt::format(" … ({} characters in all)", message.length.value_or(0));
  }
  if (message.edited_at) out += " (edited)";
  for (const auto& [emoji, users] : message.reactions) {
    out += fmt::format(" {}", one_line(emoji));
    if (users.size() > 1) out += fmt::format("×{}", users.size());
  }
  return out;
}

std::string role_name(wire::Role role) { return std::string(wire::to_text(role)); }

// What an event says, without where and when.
struct Telling {
  const Names& names;

  std::string operator()(const wire::MessageEvent& message) const {
    return fmt::format("{}{} {}: {}", front(message.seq), clock_time(message.sent_at),
                       names.of(message.sender), message_body(message));
  }
  std::string operator()(const wire::EditEvent& edit) const {
    if (!edit.text) return {};
    return fmt::format("{}{} edited: {}", front(edit.target), names.of(edit.sender),
                       body(*edit.text));
  }
  std::string operator()(const wire::DeleteEvent& deletion) const {
    return fmt::format("{}{} deleted this", front(deletion.target), names.of(deletion.sender));
  }
  std::string operator()(const wire::ReactionEvent& reaction) const {
    return fmt::format("{}{} {} {}", front(reaction.target), names.of(reaction.sender),
                       reaction.on ? "reacted" : "took back", one_line(reaction.emoji));
  }
  std::string operator()(const wire::CreatedEvent& created) const {
    return fmt::format("— {} made the group “{}” with {}", names.of(created.sender),
                       one_line(created.title), list_of(names, created.members));
  }
  std::string operator()(const wire::MembersEvent& members) const {
    std::string out;
    const auto say = [&](std::string what) { out += (out.empty() ? "— " : "; ") + what; };
    const std::string by = names.of(members.sender);
    if (members.added == std::vector{members.sender}) {
      say(by + " joined");
    } else if (!members.added.empty()) {
      say(fmt::format("{} added {}", by, list_of(names, members.added)));
    }
    if (members.removed == std::vector{members.sender}) {
      say(by + " left");
    } else if (!members.removed.empty()) {
      say(fmt::format("{} removed {}", by, list_of(names, members.removed)));
    }
    for (const auto& [user, role] : members.roles) {
      say(fmt::format("{}: now {}", names.of(user), role_name(role)));
    }
    return out;
  }
  std::string operator()(const wire::SettingsEvent& settings) const {
    if (!settings.title) return {};
    return fmt::format("— {} named the group “{}”", names.of(settings.sender),
                       one_line(*settings.title));
  }
  std::string operator()(const wire::InvitationEvent& invitation) const {
    return fmt::format("— {} invites you to “{}” again", names.of(invitation.by),
                       one_line(invitation.title));
  }
  std::string operator()(const wire::ContactsEvent& contact) const {
    return "— " + contact_text(names, {contact.user, contact.state, contact.version});
  }
  std::string operator()(const wire::DevicesEvent&) const {
    return "— your list of devices has changed; /devices shows it";
  }
  template <class Other>
  std::string operator()(const Other&) const {
    return {};
  }
};

std::string row_text(const Names& names, const OutboxRow& row) {
  const std::string where = names.of(row.conversation);
  switch (row.kind) {
    case SubmissionKind::Send: return fmt::format("“{}” to {}", body(row.text), where);
    case SubmissionKind::Edit:
      return fmt::format("the new text of [{}] in {}", to_number(row.target), where);
    case SubmissionKind::Delete:
      return fmt::format("the deletion of [{}] in {}", to_number(row.target), where);
    case SubmissionKind::React:
      return fmt::format("the reaction to [{}] in {}", to_number(row.target), where);
  }
  std::unreachable();
}

}  // namespace

std::string harmless(std::string_view text) { return made_harmless(text, true); }

std::string one_line(std::string_view text) { return made_harmless(text, false); }

bool Names::is_me(UserId user) const { return profile_.account && profile_.account->user == user; }

std::string Names::of(UserId user) const {
  if (is_me(user)) return "you";
  const auto person = profile_.people.find(user);
  if (person == profile_.people.end()) return "user " + to_text(user);
  if (person->second.is_deleted) return "deleted account";
  return one_line(person->second.username);
}

std::string Names::of(ConversationId conversation) const {
  if (!conversation.is_group()) {
    const UserId me = profile_.account ? profile_.account->user : conversation.lower();
    const UserId peer = conversation.peer_of(me);
    return peer == me ? "notes to yourself" : of(peer);
  }
  const auto chat = profile_.chats.find(conversation);
  if (chat == profile_.chats.end() || chat->second.title.empty()) return to_text(conversation);
  return one_line(chat->second.title);
}

std::string event_text(const Names& names, const wire::Event& event) {
  return std::visit(Telling{names}, event);
}

std::string happening_text(const Names& names, const Happening& happening, bool is_open) {
  const auto* rejected = std::get_if<wire::RejectedEvent>(&happening.event);
  if (rejected != nullptr && happening.about) {
    return failed_text(names, *happening.about, rejected->code);
  }
  std::string text = event_text(names, happening.event);
  if (text.empty() || !happening.conversation) return text;
  if (std::holds_alternative<wire::InvitationEvent>(happening.event)) {
    return text + ": /join " + to_text(*happening.conversation);
  }
  return is_open ? text : fmt::format("({}) {}", names.of(*happening.conversation), text);
}

std::string waiting_text(const Names& names, const OutboxRow& row) {
  return "… waits for the server: " + row_text(names, row);
}

std::string failed_text(const Names& names, const OutboxRow& row, Errc code) {
  return fmt::format("! not sent: {}. {}", row_text(names, row), explanation(code));
}

std::string chat_text(const Names& names, const Chat& chat, bool is_open) {
  return fmt::format("{} {}{}{}{}  {}", is_open ? '*' : ' ', names.of(chat.id),
                     chat.id.is_group() ? " (group)" : "",
                     chat.unread > 0 ? fmt::format("  {} unread", chat.unread) : "",
                     chat.has_left ? "  (left)" : "", to_text(chat.id));
}

std::string contact_text(const Names& names, const wire::Contact& contact) {
  const std::string name = names.of(contact.user);
  if (!contact.state) return name + " is no contact any more";
  switch (*contact.state) {
    case wire::ContactState::Outgoing: return name + ": asked, has not answered";
    case wire::ContactState::Incoming:
      return fmt::format("{} asks to be a contact: /accept {}", name, name);
    case wire::ContactState::Accepted: return name + " is a contact";
  }
  std::unreachable();
}

std::string device_text(const wire::Device& device) {
  return fmt::format("{} {} ({})", device.current ? '*' : ' ', one_line(device.name),
                     one_line(device.platform));
}

std::string_view explanation(Errc code) {
  switch (code) {
    case Errc::BadFrame:
    case Errc::BadRequest: return "The server did not take it: something in it is not valid.";
    case Errc::UnknownType: return "The server is older than this terminal and cannot do this.";
    case Errc::Unauthorized: return "Name, password or log-in are not valid.";
    case Errc::Forbidden: return "That is not yours to do.";
    case Errc::NotFound: return "There is no such thing.";
    case Errc::NotAMember: return "You are not in this conversation.";
    case Errc::CannotMessage: return "You cannot write to this person.";
    case Errc::CannotAdd: return "You cannot add this person; a contact may be added.";
    case Errc::GroupFull: return "The group is full.";
    case Errc::TextEmpty: return "A text needs more than white space.";
    case Errc::TextTooLong: return "The text is too long.";
    case Errc::TooManyEdits: return "This message has been edited too often.";
    case Errc::TooManyReactions: return "This message has no room for one more reaction.";
    case Errc::BadEmoji: return "A reaction is one emoji.";
    case Errc::ClientMessageIdExpired: return "It is too old; whether it arrived is not known.";
    case Errc::ClientMessageIdAhead: return "The clock of this machine is ahead.";
    case Errc::Conflict: return "This is taken, or was changed meanwhile.";
    case Errc::RateLimited: return "That was too much at once; wait a moment.";
    case Errc::Overloaded: return "The server is busy; it will work later.";
    case Errc::StoreFailed: return "The server cannot store anything now; it will work later.";
    case Errc::Draining: return "The server is leaving.";
  }
  std::unreachable();
}

std::string help_text() {
  std::string out = "A line is sent to the open conversation. Commands:";
  for (const CommandHelp& row : command_help()) {
    out += fmt::format("\n  {:<34} {}", fmt::format("{} {}", row.name, row.arguments), row.what);
  }
  return out;
}

}  // namespace parley::terminal
