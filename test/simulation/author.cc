#include "author.h"

#include <array>

namespace parley::simulation {
namespace {

constexpr std::array kEmojis{"👍", "🎈", "❤️", "😀", "🚲", "not one"};
constexpr std::uint64_t kGroups = 2;
constexpr std::size_t kLongText = 16 * 1024 + 100;

}  // namespace

Author::Author(std::uint64_t seed, std::vector<UserId> users, const Witness& witness)
    : random_(seed), users_(std::move(users)), witness_(witness) {
  for (std::uint64_t group = 1; group <= kGroups; ++group) {
    // Most of what happens, happens in groups.
    for (int often = 0; often < 4; ++often) {
      conversations_.push_back(ConversationId::of(GroupId{100 + group}));
    }
  }
  conversations_.push_back(ConversationId::of(users_[0], users_[1]));
  conversations_.push_back(ConversationId::of(users_[1], users_[2]));
  conversations_.push_back(ConversationId::of(users_[0], users_[0]));
}

ConversationId Author::conversation() {
  return conversations_[random_.below(conversations_.size())];
}

Seq Author::seq(ConversationId id) {
  const auto* conversation = witness_.conversation(id);
  const std::uint64_t head = conversation ? conversation->events.size() : 0;
  if (head == 0 || one_in(20)) return Seq{random_.below(head + 3)};
  // Mostly of late.
  const std::uint64_t back =
      one_in(3) ? random_.below(head) : random_.below(std::min(head, std::uint64_t{8}));
  return Seq{head - back};
}

std::string Author::text() {
  const std::size_t size = one_in(60) ? kLongText : random_.below(40);
  return marked_text(++marks_, size);
}

std::vector<UserId> Author::some_users(std::size_t most) {
  std::vector<UserId> users;
  for (std::uint64_t n = random_.below(most + 1); n > 0; --n) users.push_back(user());
  return users;
}

Command Author::submission(const Person& person, TimeMs now) {
  Command command;
  command.conversation = conversation();
  const auto* conversation = witness_.conversation(command.conversation);
  // What somebody takes part in is written to more often.
  for (int tries = 0; tries < 2 && !(conversation && conversation->members.contains(person.user));
       ++tries) {
    command.conversation = this->conversation();
    conversation = witness_.conversation(command.conversation);
  }
  command.sender = person.user;
  command.device = person.device;
  TimeMs made = now;
  if (one_in(60)) made = now - std::chrono::days{8};
  if (one_in(60)) made = now + std::chrono::hours{1};
  std::array<std::uint8_t, 10> chance;
  random_.fill(chance);
  command.client_message_id = make_client_message_id(made, chance);
  command.facts.cannot_message = one_in(25);
  command.body = body(command.conversation, person.user);
  if (one_in(15)) command.facts.cannot_add = some_users(2);
  return command;
}

Command Author::changed(const Command& command) {
  Command other = command;
  other.body = body(command.conversation, command.sender);
  return other;
}

CommandBody Author::body(ConversationId id, UserId sender) {
  const auto* conversation = witness_.conversation(id);
  if (id.is_group() && !conversation) {
    return CreateGroup{.title = "Balcony", .members = some_users(users_.size())};
  }
  switch (random_.below(id.is_group() ? 14 : 9)) {
    case 0:
    case 1:
    case 2:
    case 3: {
      SendMessage send{.text = text(), .reply_to = {}, .mentions = some_users(2)};
      if (one_in(4)) send.reply_to = seq(id);
      return send;
    }
    case 4:
    case 5: return EditMessage{.target = seq(id), .text = text(), .mentions = some_users(2)};
    case 6: return DeleteMessage{seq(id)};
    case 7:
    case 8:
      return React{.target = seq(id),
                   .emoji = kEmojis[random_.below(kEmojis.size())],
                   .on = random_.below(3) != 0};
    default: return group_body(sender);
  }
}

CommandBody Author::group_body(UserId sender) {
  constexpr std::array kRoles{Role::Member, Role::Admin, Role::Owner};
  switch (random_.below(12)) {
    case 0:
    case 1:
    case 2:
    case 3: {
      PutMember put{.user = user(), .role = {}};
      if (one_in(3)) put.role = kRoles[random_.below(kRoles.size())];
      return put;
    }
    case 4:
    case 5: return PutMember{.user = sender, .role = {}};
    case 6:
    case 7: return RemoveMember{user()};
    case 8: return RemoveMember{sender};
    case 9:
      return ChangeSettings{.title = one_in(2) ? std::optional<std::string>("Attic") : std::nullopt,
                            .history = one_in(2) ? HistoryRule::All : HistoryRule::FromJoin};
    case 10: return one_in(6) ? CommandBody(CloseGroup{}) : CommandBody(PutMember{user(), {}});
    default: return CreateGroup{.title = "Twice", .members = some_users(3)};
  }
}

InboxCommand Author::own(UserId user, TimeMs now) {
  InboxCommand command{.user = user, .conversation = conversation(), .body = DevicesItem{}};
  PreferencesChange change;
  switch (random_.below(8)) {
    case 0:
    case 1:
    case 2:
    case 3: command.body = ReadThrough{seq(command.conversation)}; break;
    case 4:
    case 5:
      if (one_in(2)) change.pinned = one_in(2);
      if (one_in(2)) change.marked_unread = one_in(2);
      if (one_in(3)) change.muted_until = now + std::chrono::hours{1};
      if (one_in(4)) change.cleared_through = seq(command.conversation);
      if (one_in(3)) change.notify = one_in(2) ? std::optional(Notify::None) : std::nullopt;
      command.body = change;
      break;
    case 6:
      command.conversation = {};
      command.body = ContactItem{{this->user(), ContactState::Incoming, ++versions_}};
      break;
    default: command.conversation = {}; break;
  }
  return command;
}

}  // namespace parley::simulation
