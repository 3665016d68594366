#include "terminal/fold.h"

#include <algorithm>

namespace parley::terminal {

bool fold(wire::MessageEvent& message, const wire::EditEvent& edit) {
  if (edit.seq <= message.revision) return false;
  message.revision = edit.seq;
  // Without a text the message has been deleted since; that comes as an item of its own.
  if (message.deleted || !edit.text) return false;
  message.text = *edit.text;
  message.mentions = edit.mentions;
  message.length = edit.length;
  message.truncated = edit.truncated;
  message.edited_at = edit.sent_at;
  return true;
}

bool fold(wire::MessageEvent& message, const wire::DeleteEvent& deletion) {
  if (deletion.seq <= message.revision) return false;
  message.revision = deletion.seq;
  if (message.deleted) return false;
  message.deleted = true;
  message.text.clear();
  message.mentions.clear();
  message.reactions.clear();
  message.length.reset();
  message.truncated = false;
  return true;
}

bool fold(wire::MessageEvent& message, const wire::ReactionEvent& reaction) {
  if (reaction.seq <= message.revision) return false;
  message.revision = reaction.seq;
  if (message.deleted) return false;
  auto& all = message.reactions;
  auto found = std::ranges::find(all, reaction.emoji, &wire::Reaction::emoji);
  if (found == all.end()) {
    if (!reaction.on) return false;
    found = all.insert(all.end(), {.emoji = reaction.emoji, .users = {}});
  }
  const bool has = std::ranges::count(found->users, reaction.sender) > 0;
  if (reaction.on && !has) found->users.push_back(reaction.sender);
  if (!reaction.on) std::erase(found->users, reaction.sender);
  if (found->users.empty()) all.erase(found);
  return has != reaction.on;
}

}  // namespace parley::terminal
