#include "conversations/command.h"

namespace parley {

std::optional<Seq> target_of(const Command& command) {
  if (const auto* send = std::get_if<SendMessage>(&command.body)) return send->reply_to;
  if (const auto* edit = std::get_if<EditMessage>(&command.body)) return edit->target;
  if (const auto* deletion = std::get_if<DeleteMessage>(&command.body)) return deletion->target;
  if (const auto* react = std::get_if<React>(&command.body)) return react->target;
  return std::nullopt;
}

}  // namespace parley
