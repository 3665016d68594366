// Shows a message as it is now, to one reader: the latest edit, the reactions and the deletion that
// this reader may see.
#pragma once

#include <optional>
#include <vector>

#include "conversations/conversation.h"
#include "conversations/event.h"

namespace parley {

// The edit whose text a reader of `interval` sees: the newest at or before its end, or nothing.
std::optional<Annotation::EditMark> visible_edit(const Annotation& annotation,
                                                 const Interval& interval);

// A message with its annotation as one reader sees it. `message.text` and `message.mentions` are
// replaced by those of the visible edit, and empty for a tombstone.
struct FoldedMessage {
  Message message;
  std::optional<TimeMs> edited_at;
  bool is_deleted = false;
  struct Reactions {
    std::string emoji;
    std::vector<UserId> users;
    friend bool operator==(const Reactions&, const Reactions&) = default;
  };
  std::vector<Reactions> reactions;  // Those set at or before the end of the interval.
  Seq revision{};  // The newest visible event folded in (a deletion is always visible).

  friend bool operator==(const FoldedMessage&, const FoldedMessage&) = default;
};

// `edit` is the body of the event visible_edit() names; it must be given if and only if that names
// one and the message is not deleted.
FoldedMessage fold(const Message& message, const Annotation& annotation, const Interval& interval,
                   const Edit* edit);

}  // namespace parley
