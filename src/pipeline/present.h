// Events and items as clients see them: from the values of conversations and inboxes to those of
// the wire. Pure; what a reader may see has been decided before (fold.h).
#pragma once

#include <optional>
#include <string>

#include "conversations/event.h"
#include "conversations/fold.h"
#include "conversations/sequencer.h"
#include "inbox/inbox.h"
#include "wire/events.h"
#include "wire/server_frames.h"

namespace parley {

// An event as it was said: a message without anything folded in.
wire::Event present(const Event& event);
// A message as one reader sees it now.
wire::MessageEvent present(const Event& event, const FoldedMessage& folded);
// What an item holds in itself. Not for an EventItem, which is only a pointer.
wire::Event present(const ItemBody& body);
wire::Preferences present(const Preferences& preferences);
// Nothing for None.
std::optional<wire::ContactState> present(ContactState state);
wire::Role present(Role role);
wire::HistoryRule present(HistoryRule rule);

// What follows the inbox_seq in an `items` frame (wire/items_frame.h): for an event that was just
// put in order, for an item that holds its values, and for an event as somebody sees it.
// Conversation {0, 0} stands for none.
std::string item_json(ConversationId conversation, const Event& event);
std::string item_json(const Item& item);
std::string item_json(ConversationId conversation, const wire::Event& event);

// The outcome of a submission in `accepted`.
wire::Outcome present(const Outcome& outcome, bool is_duplicate);

}  // namespace parley
