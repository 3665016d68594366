#include "pipeline/inbox_view.h"

#include <algorithm>

#include "base/try.h"
#include "pipeline/present.h"
#include "pipeline/visible_events.h"
#include "wire/items_frame.h"

namespace parley {
namespace {

Result<wire::Event> show(VisibleEvents& events, const ChatReader& reader, const Item& item) {
  const auto* pointer = std::get_if<EventItem>(&item.body);
  if (!pointer) return present(item.body);
  PARLEY_LET(const auto event, reader.event(item.conversation, pointer->seq));
  if (!event) return fail(Errc::StoreFailed, "an item without its event");
  return events.show(item.conversation, *event);
}

}  // namespace

std::optional<wire::ResyncReason> resync_reason(const Cursor& cursor, const InboxHead& head) {
  if (cursor.incarnation != head.incarnation || cursor.inbox_seq > head.head) {
    return wire::ResyncReason::Changed;
  }
  if (cursor.inbox_seq < head.floor) return wire::ResyncReason::Old;
  return std::nullopt;
}

Result<InboxHead> InboxView::head(UserId user) const {
  PARLEY_LET(InboxHead head, reader_.inbox_head(user));
  head.incarnation = Incarnation{to_number(head.incarnation) + times_restored_};
  return head;
}

Result<ItemsPage> InboxView::page(UserId user, InboxSeq from, std::size_t items_max) const {
  ItemsPage page;
  PARLEY_LET(page.head, head(user));
  PARLEY_LET(const auto items, reader_.items(user, from, items_max));
  VisibleEvents events(reader_, user);
  wire::ItemsPage frame(page.head.incarnation);
  for (const Item& item : items) {
    PARLEY_LET(const auto event, show(events, reader_, item));
    if (!frame.add(item.inbox_seq, item_json(item.conversation, event))) break;
    page.head.head = std::max(page.head.head, item.inbox_seq);
  }
  page.items = frame.count();
  page.frame = std::move(frame).finish(page.head.head);
  return page;
}

}  // namespace parley
