// Random plays of a conversation for property tests: a few people who send, edit, delete, react,
// come and go. A play is a list of small numbers, so that a failing one shrinks to something a
// person can read.
#pragma once

#include <rapidcheck.h>

#include <array>
#include <ostream>
#include <vector>

#include "conversations/stage.h"

namespace parley {

constexpr std::uint64_t kPlayers = 4;
inline UserId player(std::uint64_t n) { return UserId{n % kPlayers + 1}; }

struct Move {
  int kind = 0;
  std::uint64_t who = 0;
  std::uint64_t whom = 0;
  std::uint64_t what = 0;
};

inline std::ostream& operator<<(std::ostream& out, const Move& move) {
  return out << '{' << move.kind << ' ' << move.who << ' ' << move.whom << ' ' << move.what << '}';
}

// Half of the moves are the owner's, or nobody would be removed and come back.
inline rc::Gen<Move> any_move() {
  return rc::gen::build<Move>(
      rc::gen::set(&Move::kind, rc::gen::inRange(0, 16)),
      rc::gen::set(&Move::who, rc::gen::oneOf(rc::gen::just<std::uint64_t>(0),
                                              rc::gen::inRange<std::uint64_t>(0, kPlayers))),
      rc::gen::set(&Move::whom, rc::gen::inRange<std::uint64_t>(0, kPlayers)),
      rc::gen::set(&Move::what, rc::gen::inRange<std::uint64_t>(0, 40)));
}

inline rc::Gen<std::vector<Move>> any_play() {
  return rc::gen::container<std::vector<Move>>(any_move());
}

// What a move asks for when the conversation stands at `head`. Targets are among the newest forty,
// and sometimes do not exist.
inline CommandBody body_of(const Move& move, Seq head) {
  constexpr std::array kEmojis{"👍", "🎉", "🔥", "🌧", "🍕"};
  const Seq target{to_number(head) > 40 ? to_number(head) - move.what : move.what};
  const std::vector<UserId> named{player(move.whom), player(move.what)};
  const std::string emoji = kEmojis[move.what % kEmojis.size()];
  switch (move.kind) {
    case 0: return EditMessage{.target = target, .text = "edited", .mentions = named};
    case 1: return EditMessage{.target = target, .text = "edited", .mentions = {}};
    case 2: return DeleteMessage{.target = target};
    case 3: return react_to(target, emoji);
    case 4: return unreact_to(target, emoji);
    case 5: return put(player(move.whom));
    case 6: return put(player(move.who));
    case 7: return put(player(move.whom), static_cast<Role>(move.what % 3));
    case 8: return RemoveMember{player(move.whom)};
    case 9: return RemoveMember{player(move.who)};
    case 10: return ChangeSettings{.title = "T" + std::to_string(move.what % 2), .history = {}};
    case 11: return ChangeSettings{.title = {}, .history = static_cast<HistoryRule>(move.what % 2)};
    case 12: return SendMessage{.text = "reply", .reply_to = target, .mentions = named};
    default: return SendMessage{.text = "hello", .reply_to = {}, .mentions = named};
  }
}

// A group of the first three players, or a direct conversation of the first two.
inline Stage any_stage() {
  if (*rc::gen::arbitrary<bool>()) return Stage::of_group(player(0), {player(1), player(2)});
  return Stage(ConversationId::of(player(0), player(1)));
}

}  // namespace parley
