// The cursor of one session over its user's inbox: which item it owes next, and whether that one is
// sent as it arrives or read from the store.
//
// Pure: no socket, no store, no clock. The session asks it at every turn and does what it says; the
// simulation drives the same code. States and invariants are those of session_state.h; here:
//
//   (1) owed() is the only cursor: items are handed out in order, each number once, none left out.
//   (2) At most one page is being read at a time.
//   (3) Live means: every item below owed() has been handed out, and owed() is above every head
//       that this session has heard of.
#pragma once

#include <cstdint>

#include "base/ids.h"

namespace parley {

class SessionCursor {
 public:
  // The device holds everything up to and including `held`, and the inbox is known to reach `head`.
  SessionCursor(InboxSeq held, InboxSeq head);

  InboxSeq owed() const { return owed_; }
  InboxSeq head() const { return head_; }
  bool is_live() const { return owed_ > head_; }
  bool is_reading() const { return is_reading_; }

  // Item `item` was announced. True: it is the one owed and the socket has room, so the caller
  // writes it now and it counts as handed out. False: it was handed out before, or it will come
  // with a page; then the caller looks at wants_page().
  [[nodiscard]] bool take_announced(InboxSeq item, bool has_room);

  // The inbox was seen to reach `head`; also after a hint may have been lost.
  void saw_head(InboxSeq head);

  // True if the caller must read the items from owed() on.
  bool wants_page(bool has_room) const { return !is_live() && !is_reading_ && has_room; }
  void page_requested() { is_reading_ = true; }

  enum class PageEnd : std::uint8_t { Progress, Missing };

  // A page came that holds the `items` numbers owed(), owed() + 1 …; the caller writes them. Where
  // it is empty although owed() <= head, a number that must exist is missing: the caller reads once
  // more, and after a second Missing in a row tells the device to start over (`resync`).
  PageEnd take_page(std::uint64_t items, InboxSeq head);

  // The page could not be read; it will be asked for again.
  void page_failed() { is_reading_ = false; }

  // After `resync`: the device starts over at `head`.
  void restart_at(InboxSeq head);

 private:
  InboxSeq owed_;
  InboxSeq head_;
  bool is_reading_ = false;
};

}  // namespace parley
