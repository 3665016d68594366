// Sending a message.
#include <algorithm>

#include "conversations/rules.h"

namespace parley::rules {
namespace {

// What the message may say that it replies to. Anything else is dropped, not refused: the text is
// worth more than its pointer. A tombstone keeps its place and may be replied to.
std::optional<Seq> reply_kept(const Turn& turn) {
  if (!turn.target || !turn.target->is_message) return std::nullopt;
  const Seq seq = turn.target->seq;
  return interval_holding(turn.conversation, turn.sender(), seq) ? std::optional(seq)
                                                                 : std::nullopt;
}

}  // namespace

std::vector<UserId> mentions_kept(const Conversation& conversation,
                                  const std::vector<UserId>& written) {
  std::vector<UserId> kept;
  for (const UserId user : written) {
    if (kept.size() == kMentionsMax) break;
    const bool is_new = std::ranges::find(kept, user) == kept.end();
    if (is_new && is_member(conversation, user)) kept.push_back(user);
  }
  return kept;
}

Decision decide_kind(const Turn& turn, const SendMessage& send) {
  return become_event(turn,
                      Message{.text = {.text = send.text, .length = 0},
                              .reply_to = reply_kept(turn),
                              .mentions = mentions_kept(turn.conversation, send.mentions)},
                      members_of(turn.conversation));
}

}  // namespace parley::rules
