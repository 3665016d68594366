#include "test/simulation/session.h"

#include <algorithm>
#include <utility>

#include "test/simulation/violation.h"
#include "wire/items_frame.h"

namespace parley::simulation {
namespace {

constexpr std::size_t kPageItemsMax = 5;

}  // namespace

Session::Session(UserId user, std::size_t edge, std::optional<Cursor> held, Audience& audience,
                 InboxView view, const Witness& witness)
    : user_(user), edge_(edge), held_(held), audience_(audience), view_(view), witness_(witness) {
  audience_.enter(user, edge);  // Before the head is read.
}

bool Session::turn() {
  if (!cursor_) {
    if (const auto head = view_.head(user_)) start_cursor(*head);
    return true;
  }
  if (page_) {
    const auto page = std::exchange(page_, std::nullopt);
    page->has_value() ? take_page(**page) : cursor_->page_failed();
    return true;
  }
  if (!cursor_->wants_page(has_room())) return false;
  cursor_->page_requested();
  page_ = view_.page(user_, cursor_->owed(), kPageItemsMax);
  if (page_->has_value()) witness_.check_gone((*page_)->frame, "a page of items");
  return true;
}

void Session::start_cursor(const InboxHead& head) {
  incarnation_ = head.incarnation;
  frames_.push_back(WelcomeFrame{{head.incarnation, head.head}});
  const Cursor from = held_.value_or(Cursor{head.incarnation, head.head});
  if (const auto reason = resync_reason(from, head)) {
    cursor_.emplace(head.head, head.head);
    resync(head, *reason);
  } else {
    cursor_.emplace(from.inbox_seq, head.head);
  }
  cursor_->saw_head(announced_);
}

void Session::resync(const InboxHead& head, wire::ResyncReason reason) {
  cursor_->restart_at(head.head);
  frames_.push_back(ResyncFrame{{head.incarnation, head.head}, reason});
}

void Session::look_at_head() {
  if (!cursor_) return;
  if (const auto head = view_.head(user_)) cursor_->saw_head(head->head);
}

void Session::on_item(InboxSeq inbox_seq, const std::shared_ptr<const std::string>& item) {
  if (!cursor_) {
    announced_ = std::max(announced_, inbox_seq);
    return;
  }
  if (!cursor_->take_announced(inbox_seq, has_room())) return;
  std::string json;
  wire::append_items_prefix(json, incarnation_, inbox_seq);
  json += *item;
  wire::append_items_suffix(json, cursor_->head());
  send_items(std::move(json));
}

void Session::take_page(const ItemsPage& page) {
  const Cursor held{incarnation_, InboxSeq{to_number(cursor_->owed()) - 1}};
  if (const auto reason = resync_reason(held, page.head)) {
    cursor_->page_failed();
    return resync(page.head, *reason);
  }
  if (page.items > 0) send_items(page.frame);
  const InboxSeq owed = cursor_->owed();
  const auto end = cursor_->take_page(page.items, page.head.head);
  expect(end == SessionCursor::PageEnd::Progress, "item {} of {} is missing", to_number(owed),
         to_text(user_));
}

void Session::send_items(std::string json) {
  queued_bytes_ += json.size();
  frames_.push_back(ItemsFrame{std::move(json)});
}

ServerFrame Session::take_frame() {
  ServerFrame frame = std::move(frames_.front());
  frames_.pop_front();
  if (const auto* items = std::get_if<ItemsFrame>(&frame)) queued_bytes_ -= items->json.size();
  return frame;
}

}  // namespace parley::simulation
