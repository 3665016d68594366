// One user's inbox as a device reads it: whether a cursor can be served, and pages of items from
// it. WebSocket sessions and /v1/sync show the same, because both ask here.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "store/chat_reader.h"
#include "wire/types.h"

namespace parley {

// Nothing if the items after `cursor` can be served; else why the device has to start over:
// `changed` for another incarnation or a cursor above the head, `old` for one below the floor.
std::optional<wire::ResyncReason> resync_reason(const Cursor& cursor, const InboxHead& head);

struct ItemsPage {
  InboxHead head;         // At or above the last item.
  std::size_t items = 0;  // How many; numbered from the one asked for, without a gap.
  std::string frame;      // The `items` frame, JSON; also without items, for it tells the head.
};

// Thread-safe; every call may block on the store.
class InboxView {
 public:
  // `times_restored` makes every inbox another incarnation after the store was restored.
  explicit InboxView(ChatReader reader, std::uint64_t times_restored = 0)
      : reader_(reader), times_restored_(times_restored) {}

  Result<InboxHead> head(UserId user) const;

  // Items from `from` on: at most `items_max`, and as many as fit a page (wire/items_frame.h), at
  // least one if there is one. The caller has seen that `from` is above the floor.
  Result<ItemsPage> page(UserId user, InboxSeq from, std::size_t items_max) const;

 private:
  ChatReader reader_;
  std::uint64_t times_restored_;
};

}  // namespace parley
