// Generators of any ids, texts and commands, for property tests of formats.
#pragma once

#include <rapidcheck.h>

#include <string>
#include <vector>

#include "conversations/command.h"

namespace parley {

inline rc::Gen<UserId> any_user() {
  return rc::gen::map(rc::gen::arbitrary<std::uint64_t>(), [](auto bits) { return UserId{bits}; });
}
inline rc::Gen<std::vector<UserId>> any_users() {
  return rc::gen::container<std::vector<UserId>>(any_user());
}
template <class Place>
rc::Gen<Place> any_place() {
  return rc::gen::map(
      rc::gen::oneOf(rc::gen::inRange<std::uint64_t>(0, 300), rc::gen::arbitrary<std::uint64_t>()),
      [](auto number) { return static_cast<Place>(number); });
}
inline rc::Gen<std::string> any_text() { return rc::gen::arbitrary<std::string>(); }
inline rc::Gen<Role> any_role() { return rc::gen::element(Role::Member, Role::Admin, Role::Owner); }
inline rc::Gen<HistoryRule> any_history_rule() {
  return rc::gen::element(HistoryRule::FromJoin, HistoryRule::All);
}
template <class T>
rc::Gen<std::optional<T>> maybe(rc::Gen<T> gen) {
  return rc::gen::oneOf(rc::gen::just(std::optional<T>{}),
                        rc::gen::map(std::move(gen), [](T value) { return std::optional(value); }));
}
inline rc::Gen<ConversationId> any_conversation() {
  return rc::gen::oneOf(
      rc::gen::map(any_user(), [](UserId user) { return ConversationId{0, user.bits()}; }),
      rc::gen::map(rc::gen::pair(any_user(), any_user()),
                   [](const auto& pair) { return ConversationId::of(pair.first, pair.second); }));
}
inline rc::Gen<ClientMessageId> any_client_message_id() {
  return rc::gen::map(rc::gen::arbitrary<std::array<std::uint8_t, 16>>(),
                      [](const auto& bytes) { return ClientMessageId{bytes}; });
}

inline rc::Gen<CommandBody> any_command_body() {
  return rc::gen::exec([]() -> CommandBody {
    switch (*rc::gen::inRange<std::size_t>(0, std::variant_size_v<CommandBody>)) {
      case 0: return SendMessage{*any_text(), *maybe(any_place<Seq>()), *any_users()};
      case 1: return EditMessage{*any_place<Seq>(), *any_text(), *any_users()};
      case 2: return DeleteMessage{*any_place<Seq>()};
      case 3: return React{*any_place<Seq>(), *any_text(), *rc::gen::arbitrary<bool>()};
      case 4: return CreateGroup{*any_text(), *any_users()};
      case 5: return PutMember{*any_user(), *maybe(any_role())};
      case 6: return RemoveMember{*any_user()};
      case 7: return ChangeSettings{*maybe(any_text()), *maybe(any_history_rule())};
      default: return CloseGroup{};
    }
  });
}

inline rc::Gen<Command> any_command() {
  return rc::gen::exec([] {
    Command command;
    command.conversation = *any_conversation();
    command.sender = *any_user();
    command.device = DeviceId{(*any_user()).bits()};
    command.client_message_id = *any_client_message_id();
    command.facts.cannot_message = *rc::gen::arbitrary<bool>();
    command.facts.cannot_add = *any_users();
    command.body = *any_command_body();
    return command;
  });
}

}  // namespace parley

namespace rc {

// How a failing command is shown: by its bytes would help nobody, so by its kind.
inline void showValue(const parley::Command& command, std::ostream& out) {
  out << "Command of kind " << command.body.index();
}

}  // namespace rc
