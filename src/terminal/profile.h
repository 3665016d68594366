// What a terminal knows: who it is, where it stands in its inbox, its conversations, the people in
// them, and what it still has to send. A Profile is the part that is held in memory; events are
// read from the store when they are shown.
//
// Nothing changes a Profile but Changes, which the store takes first, as one transaction. So what
// is shown is what is stored, and a terminal that is killed comes back as it was.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "base/time.h"
#include "wire/events.h"

namespace parley::terminal {

// `token` is empty when the server has ended this device; all else is kept for the next log-in.
struct Account {
  std::string server;
  UserId user;
  std::string username;
  std::string token;

  friend bool operator==(const Account&, const Account&) = default;
};

struct Person {
  UserId user;
  std::string username;
  std::string display_name;
  bool is_deleted = false;

  friend bool operator==(const Person&, const Person&) = default;
};

// A conversation as this device knows it.
struct Chat {
  ConversationId id;
  std::string title{};  // Of a group.
  Seq last{};           // The newest event seen.
  Seq last_message{};   // The newest message that `unread` knows of.
  Seq read{};           // My marker, as the server said.
  Seq read_wanted{};    // And where it should be: told again until `read` is there.
  // From here on, all that I may read is in the store. Nothing: unknown, so history must be asked.
  std::optional<Seq> held_from{};
  std::uint64_t unread = 0;
  TimeMs last_at{};
  bool has_left = false;

  friend bool operator==(const Chat&, const Chat&) = default;
};

enum class SubmissionKind : std::uint8_t { Send, Edit, Delete, React };

//   Waiting ──accepted──▶ Accepted ──its item──▶ gone
//      └───────refused───────┴──────▶ Failed
//
// 1. A Waiting row is sent, under the same id, until the server answers.
// 2. An Accepted row is never sent again; it waits for its outcome.
// 3. A Failed row was refused for good; it is kept until it was shown at the next start.
enum class OutboxState : std::uint8_t { Waiting, Accepted, Failed };

struct OutboxRow {
  std::uint64_t position = 0;  // Its place in the order of sending.
  ConversationId conversation;
  SubmissionKind kind{};
  Seq target{};        // What is edited, deleted, reacted to; of a message, what it replies to.
  std::string text{};  // Or the emoji.
  bool is_on = true;
  // Made at the first attempt, with the time of the server.
  std::optional<ClientMessageId> id{};
  OutboxState state = OutboxState::Waiting;

  friend bool operator==(const OutboxRow&, const OutboxRow&) = default;
};

using EventKey = std::pair<ConversationId, Seq>;

struct Profile {
  std::optional<Account> account{};
  std::optional<Cursor> cursor{};  // Nothing: the list of conversations was not fetched yet.
  std::optional<ConversationId> open{};
  std::map<ConversationId, Chat> chats{};
  std::map<UserId, Person> people{};
  std::map<std::uint64_t, OutboxRow> outbox{};

  friend bool operator==(const Profile&, const Profile&) = default;
};

// One transaction's worth. What is absent stays; a row replaces the one of its key.
struct Changes {
  bool forgets_all = false;     // Before the rest: nothing stays.
  bool forgets_events = false;  // Before the rest: no event and no conversation stays.
  std::optional<Account> account{};
  std::optional<Cursor> cursor{};
  std::optional<ConversationId> open{};
  std::map<ConversationId, Chat> chats{};
  std::map<UserId, Person> people{};
  std::map<EventKey, wire::Event> events{};  // Messages as folded, and what else has a seq.
  std::vector<wire::Item> unknown{};         // Of kinds that this program does not know.
  std::map<std::uint64_t, OutboxRow> outbox{};
  std::vector<std::uint64_t> outbox_gone{};
};

// Does to the profile in memory what the store did to the rows.
void apply(Profile& profile, const Changes& changes);

// Seq of an event that has one: of a conversation's log, not of the user alone.
std::optional<Seq> seq_of(const wire::Event& event);

}  // namespace parley::terminal
