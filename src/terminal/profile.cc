#include "terminal/profile.h"

namespace parley::terminal {

void apply(Profile& profile, const Changes& changes) {
  if (changes.forgets_all) profile = {};
  if (changes.forgets_events) profile.chats.clear();
  if (changes.account) profile.account = changes.account;
  if (changes.cursor) profile.cursor = changes.cursor;
  if (changes.open) profile.open = changes.open;
  for (const auto& [id, chat] : changes.chats) profile.chats.insert_or_assign(id, chat);
  for (const auto& [id, person] : changes.people) profile.people.insert_or_assign(id, person);
  for (const auto& [position, row] : changes.outbox) {
    profile.outbox.insert_or_assign(position, row);
  }
  for (const std::uint64_t position : changes.outbox_gone) profile.outbox.erase(position);
}

std::optional<Seq> seq_of(const wire::Event& event) {
  return std::visit(
      [](const auto& each) -> std::optional<Seq> {
        if constexpr (requires { each.ordinal; }) return each.seq;
        return std::nullopt;
      },
      event);
}

}  // namespace parley::terminal
