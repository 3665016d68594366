// What the log of a server holds: submissions to conversations, and what concerns one user's inbox
// alone (read markers, preferences, contacts, devices). Records are bytes for the log; this file
// says what they mean. Decoders take hostile bytes: they fail, they do not crash.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "conversations/command.h"
#include "inbox/inbox.h"

namespace parley {

// Moves the user's read marker (protocol section 5, Unread).
struct ReadThrough {
  Seq through{};

  friend bool operator==(const ReadThrough&, const ReadThrough&) = default;
};

// Removes what the account's deletion removes of an inbox: its items, and every row that tells
// where the user was. Harmless the second time.
struct EraseInbox {
  friend bool operator==(const EraseInbox&, const EraseInbox&) = default;
};

// The order of the alternatives is the stored number of the kind: append only.
using InboxCommandBody =
    std::variant<ReadThrough, PreferencesChange, ContactItem, DevicesItem, EraseInbox>;

// A command that enters one user's inbox directly. `conversation` is {0, 0} where it is of none.
struct InboxCommand {
  UserId user;
  ConversationId conversation;
  InboxCommandBody body;

  friend bool operator==(const InboxCommand&, const InboxCommand&) = default;
};

// What reading up to `through` means for a conversation that the inbox knows as `row`: the marker
// moves, and a mark of unread is taken off, which is an item of its own.
std::vector<InboxCommand> reading(UserId user, ConversationId conversation, Seq through,
                                  const InboxConversation& row);

using LoggedCommand = std::variant<Command, InboxCommand>;

// Appends the bytes of `command` to `out`.
//
//   | tag 1: 0 a Command, 1 an InboxCommand | its bytes … |
//   InboxCommand: | version 1 | user 8 | conversation 16 | kind 1 | fields |
void encode(const LoggedCommand& command, std::string& out);
// StoreFailed for bytes that are no record of a known version.
Result<LoggedCommand> decode_logged_command(std::string_view bytes);

}  // namespace parley
