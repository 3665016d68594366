#include "test/simulation/author.h"

#include <array>

namespace parley::simulation {
namespace {

constexpr std::array kEmojis{"👍", "🎈", "❤️", "😀", "🚲", "not one"};
constexpr std::size_t kLongText = 16 * 1024 + 100;

}  // namespace

Author::Author(std::uint64_t seed, std::vector<UserId> users, const Witness& witness)
    : random_(seed), users_(std::move(users)), witness_(witness) {
  // Most of what happens, happens in groups.
  for (int often = 0; often < 6; ++often) {
    conversations_.push_back(ConversationId::of(GroupId{groups_ + often % 2}));
  }
  ++groups_;
  for (std::size_t i = 1; i < users_.size(); ++i) {
    conversations_.push_back(ConversationId::of(users_[i - 1], users_[i]));
  }
  conversations_.push_back(ConversationId::of(users_[0], users_[0]));
}

ConversationId Author::conversation() {
  ConversationId& id = conversations_[random_.below(conversations_.size())];
  const auto* known = witness_.conversation(id);
  // A group that nobody can join again makes room for another.
  const bool is_over = id.is_group() && known && known->members.empty();
  if (is_over && one_in(3)) id = ConversationId::of(GroupId{++groups_});
  return id;
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
  const auto takes_part = [&] {
    const ConversationId id = command.conversation;
    const auto* known = witness_.conversation(id);
    if (!id.is_group()) return id.is_between(person.user);
    if (!known) return one_in(6);
    return known->members.contains(person.user) ||
           (known->stretches.contains(person.user) && one_in(4));
  };
  // Few write where they are not.
  for (int tries = 0; tries < 8 && !takes_part(); ++tries) command.conversation = conversation();
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
    return CreateGroup{.title = "Balcony", .members = one_in(4) ? some_users(2) : users_};
  }
  if (id.is_group() && (one_in(4) || !conversation->members.contains(sender))) {
    return group_body(*conversation, sender);
  }
  switch (random_.below(10)) {
    case 0:
    case 1:
    case 2:
    case 3: {
      SendMessage send{.text = text(), .reply_to = {}, .mentions = some_users(2)};
      if (one_in(4)) send.reply_to = seq(id);
      return send;
    }
    case 4:
    case 5:
      return EditMessage{
          .target = own_message(id, sender), .text = text(), .mentions = some_users(2)};
    case 6: return DeleteMessage{one_in(2) ? seq(id) : own_message(id, sender)};
    default:
      return React{.target = one_in(3) ? seq(id) : own_message(id, user()),
                   .emoji = kEmojis[random_.below(kEmojis.size())],
                   .on = random_.below(3) != 0};
  }
}

// Of the newest, one of `user` if there is one.
Seq Author::own_message(ConversationId id, UserId user) {
  Seq newest = seq(id);
  const auto* conversation = witness_.conversation(id);
  for (int tries = 0; conversation && tries < 8; ++tries) {
    if (conversation->is_message(newest) && conversation->event(newest)->sender == user) break;
    newest = seq(id);
  }
  return newest;
}

CommandBody Author::group_body(const WitnessedConversation& group, UserId sender) {
  constexpr std::array kRoles{Role::Member, Role::Admin, Role::Owner};
  const bool is_outside = !group.members.contains(sender);
  if (is_outside && !one_in(4)) return PutMember{.user = sender, .role = {}};
  switch (random_.below(is_outside || group.roles.contains(sender) ? 12 : 14)) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4: {
      PutMember put{.user = user(), .role = {}};
      if (one_in(3)) put.role = kRoles[random_.below(kRoles.size())];
      return put;
    }
    case 5:
    case 6: return RemoveMember{user()};
    case 7:
      return ChangeSettings{.title = one_in(2) ? std::optional<std::string>("Attic") : std::nullopt,
                            .history = one_in(2) ? HistoryRule::All : HistoryRule::FromJoin};
    case 8: return one_in(12) ? CommandBody(CloseGroup{}) : CommandBody(PutMember{user(), {}});
    case 9: return CreateGroup{.title = "Twice", .members = some_users(3)};
    default:
      return one_in(5) ? CommandBody(RemoveMember{sender}) : CommandBody(PutMember{user(), {}});
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
