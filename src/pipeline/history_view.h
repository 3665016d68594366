// The history of one conversation as one user may read it: pages for scrolling and jumping, and one
// event whole.
//
// Pages list `message`, `created`, `members` and `settings` events with folds, in ascending seq;
// edits, deletions and reactions are folded into their messages and not listed (protocol section 9,
// HTTP). What the reader has cleared for themselves is left out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "store/chat_reader.h"
#include "wire/events.h"
#include "wire/types.h"

namespace parley {

// At most one of the three; with none, the page ends at the newest event.
struct HistoryQuery {
  std::optional<Seq> before;
  std::optional<Seq> after;
  std::optional<Seq> around;
  std::size_t limit = 50;  // Of listed events.
};

inline constexpr std::size_t kHistoryEventsMax = 100;
inline constexpr std::size_t kHistoryBytesMax = 192 * 1024;

struct HistoryPage {
  std::vector<wire::Event> events;   // Ascending.
  std::optional<wire::Range> range;  // The stretch of seq that the page covers; none if empty.
  bool has_more = false;             // In the asked direction; for `around`, in either.
};

// Thread-safe; every call may block on the store.
class HistoryView {
 public:
  explicit HistoryView(ChatReader reader) : reader_(reader) {}

  // NotFound for who was never in the conversation; an empty page where there is nothing.
  Result<HistoryPage> page(UserId user, ConversationId conversation,
                           const HistoryQuery& query) const;

  // One event with its whole text, whatever its kind. NotFound if it does not exist or the reader
  // may not see it.
  Result<wire::Event> event(UserId user, ConversationId conversation, Seq seq) const;

 private:
  class Walk;

  ChatReader reader_;
};

}  // namespace parley
