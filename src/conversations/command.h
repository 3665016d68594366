// A command: one submission as the log keeps it, with everything that deciding it needs from
// outside stamped in (facts by the door, time by the log). Its byte format is command_codec.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "conversations/event.h"

namespace parley {

// The version of the command's format and of the rules that decide it.
inline constexpr std::uint16_t kRulesVersion = 1;

struct SendMessage {
  std::string text;  // Whole; checked by the door: not blank, fewer than 100,000 code points.
  std::optional<Seq> reply_to;
  std::vector<UserId> mentions;

  friend bool operator==(const SendMessage&, const SendMessage&) = default;
};
struct EditMessage {
  Seq target{};
  std::string text;
  std::vector<UserId> mentions;

  friend bool operator==(const EditMessage&, const EditMessage&) = default;
};
struct DeleteMessage {
  Seq target{};

  friend bool operator==(const DeleteMessage&, const DeleteMessage&) = default;
};
struct React {
  Seq target{};
  std::string emoji;
  bool on = true;

  friend bool operator==(const React&, const React&) = default;
};
struct CreateGroup {
  std::string title;
  std::vector<UserId> members;  // Without the creator.

  friend bool operator==(const CreateGroup&, const CreateGroup&) = default;
};
// Adds `user`, sets their role, or (user = sender) accepts an invitation.
struct PutMember {
  UserId user;
  std::optional<Role> role;

  friend bool operator==(const PutMember&, const PutMember&) = default;
};
// Removes `user`, or (user = sender) leaves.
struct RemoveMember {
  UserId user;

  friend bool operator==(const RemoveMember&, const RemoveMember&) = default;
};
struct ChangeSettings {
  std::optional<std::string> title;
  std::optional<HistoryRule> history;

  friend bool operator==(const ChangeSettings&, const ChangeSettings&) = default;
};
// The owner deletes the group: everyone leaves, nobody joins again.
struct CloseGroup {
  friend bool operator==(const CloseGroup&, const CloseGroup&) = default;
};

// The order of the alternatives is the stored number of the kind: append only.
using CommandBody = std::variant<SendMessage, EditMessage, DeleteMessage, React, CreateGroup,
                                 PutMember, RemoveMember, ChangeSettings, CloseGroup>;

// What the door looked up about people, at most 30 s old (protocol section 9, People).
struct Facts {
  bool cannot_message = false;  // Of a direct conversation: blocked, contacts only, or gone.
  // Of those to be added, the sender included: gone, blocking, not allowing it, or in too many
  // groups.
  std::vector<UserId> cannot_add;

  friend bool operator==(const Facts&, const Facts&) = default;
};

struct Command {
  std::uint16_t version = kRulesVersion;
  ConversationId conversation;
  UserId sender;
  DeviceId device;
  ClientMessageId client_message_id;
  Facts facts;
  CommandBody body;

  friend bool operator==(const Command&, const Command&) = default;
};

// The event that a command refers to, or nothing: target of an edit, deletion or reaction, or the
// message that a send replies to. Its state must be read before the remembered outcome is looked
// up.
std::optional<Seq> target_of(const Command& command);

}  // namespace parley
