#include "gateway/cursor.h"

#include <algorithm>

#include "base/check.h"

namespace parley {

SessionCursor::SessionCursor(InboxSeq held, InboxSeq head) : owed_(next(held)), head_(head) {}

bool SessionCursor::take_announced(InboxSeq item, bool has_room) {
  const bool is_owed = is_live() && item == owed_ && has_room && !is_reading_;
  saw_head(item);
  if (is_owed) owed_ = next(owed_);
  return is_owed;
}

void SessionCursor::saw_head(InboxSeq head) { head_ = std::max(head_, head); }

SessionCursor::PageEnd SessionCursor::take_page(std::uint64_t items, InboxSeq head) {
  PARLEY_CHECK(is_reading_);  // (2)
  is_reading_ = false;
  saw_head(head);
  owed_ = InboxSeq{to_number(owed_) + items};
  return items == 0 && !is_live() ? PageEnd::Missing : PageEnd::Progress;
}

void SessionCursor::restart_at(InboxSeq head) {
  is_reading_ = false;
  owed_ = next(head);
  head_ = head;
}

}  // namespace parley
