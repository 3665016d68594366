// What the index is to hold of a conversation, read from the store: each message as it reads now,
// with its newest edit, or nothing of it if it was deleted. Who was named by any of its texts is
// in, for somebody who left before an edit still reads what was said before.
#pragma once

#include <cstddef>
#include <optional>

#include "search/message_index.h"
#include "store/chat_reader.h"

namespace parley {

// The changes that events after `after` make, of at most `events_max` of them; nothing if there are
// no such events. Reading may run ahead: a text that was edited or deleted by a later event is
// already shown so, and that event, when its turn comes, changes nothing more.
Result<std::optional<ConversationChange>> read_change(const ChatReader& reader,
                                                      ConversationId conversation, Seq after,
                                                      std::size_t events_max);

}  // namespace parley
