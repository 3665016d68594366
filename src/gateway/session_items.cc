// What a session owes: items as they arrive, or pages from the inbox.
#include <utility>

#include "base/log.h"
#include "gateway/hub.h"
#include "gateway/session.h"
#include "gateway/session_send.h"
#include "wire/items_frame.h"

namespace parley {
namespace {

constexpr Milliseconds kPageRetry{500};

// Around `interval`, plus or minus half, so that the sessions of a restarted server spread out.
Milliseconds about(Milliseconds interval, Random& random) {
  const auto count = static_cast<std::uint64_t>(interval.count());
  return interval / 2 + Milliseconds{static_cast<std::int64_t>(random.below(count + 1))};
}

}  // namespace

void Session::start_cursor(const std::optional<Cursor>& held, const InboxHead& head) {
  look_at_ =
      hub_.now() + about(Milliseconds{hub_.options().sessions.head_check_ms}, hub_.ports().random);
  const Cursor from = held.value_or(Cursor{head.incarnation, head.head});
  const auto reason = resync_reason(from, head);
  if (reason) {
    cursor_.emplace(head.head, head.head);
    resync(head, *reason);
  } else {
    cursor_.emplace(from.inbox_seq, head.head);
  }
  cursor_->saw_head(announced_);
  read_page_if_due();
}

void Session::resync(const InboxHead& head, wire::ResyncReason reason) {
  hub_.ports().figures.resyncs.add();
  incarnation_ = head.incarnation;
  missed_once_ = false;
  cursor_->restart_at(head.head);
  send(wire::Resync{.head = {head.incarnation, head.head}, .reason = reason});
}

void Session::on_item(InboxSeq inbox_seq, const std::shared_ptr<const std::string>& item) {
  if (!cursor_) {
    announced_ = std::max(announced_, inbox_seq);
    return;
  }
  if (state_ != SessionState::Open) return;
  if (!cursor_->take_announced(inbox_seq, has_room())) return read_page_if_due();
  hub_.ports().figures.items.add();
  std::string& own = hub_.scratch();
  own.clear();
  wire::append_items_prefix(own, incarnation_, inbox_seq);
  const std::size_t prefix = own.size();
  wire::append_items_suffix(own, cursor_->head());
  outgoing_.append(WsHeader(WsOpcode::Text, own.size() + item->size()).bytes());
  outgoing_.append(std::string_view(own).substr(0, prefix));
  outgoing_.append_shared(item);
  outgoing_.append(std::string_view(own).substr(prefix));
  mark_dirty();
}

void Session::read_page_if_due() {
  const bool is_due = cursor_ && state_ == SessionState::Open && cursor_->wants_page(has_room());
  if (!is_due) return;
  cursor_->page_requested();
  hub_.start(read_page(shared_from_this()));
}

Awaitable<> Session::read_page(std::shared_ptr<Session> self) {
  Hub& hub = self->hub_;
  const auto page = co_await hub.ports().store_pool.run(
      [view = hub.inbox_view(), user = self->caller_->user, from = self->cursor_->owed(),
       most = hub.options().limits.page] { return view.page(user, from, most); });
  if (self->state_ != SessionState::Open) co_return;
  if (page) {
    self->take_page(*page);
  } else {
    log_error("page_failed", {{"user", self->caller_->user}, {"error", page.error()}});
    self->cursor_->page_failed();
    co_await sleep_for(kPageRetry);
  }
  self->read_page_if_due();
}

void Session::take_page(const ItemsPage& page) {
  GatewayFigures& figures = hub_.ports().figures;
  const Cursor held{incarnation_, InboxSeq{to_number(cursor_->owed()) - 1}};
  if (const auto reason = resync_reason(held, page.head)) {
    cursor_->page_failed();
    return resync(page.head, *reason);
  }
  figures.pages.add();
  figures.items.add(page.items);
  if (page.items > 0) send_frame(WsOpcode::Text, page.frame);
  if (cursor_->take_page(page.items, page.head.head) == SessionCursor::PageEnd::Progress) {
    missed_once_ = false;
  } else if (!std::exchange(missed_once_, true)) {
    figures.missing_items.add();
    log_error("item_missing", {{"user", caller_->user}, {"inbox_seq", cursor_->owed()}});
  } else {
    resync(page.head, wire::ResyncReason::Old);
  }
}

// A hint may have been lost; the cursor and the head tell.
Awaitable<> Session::look_at_head(std::shared_ptr<Session> self) {
  const auto head = co_await self->hub_.ports().store_pool.run(
      [view = self->hub_.inbox_view(), user = self->caller_->user] { return view.head(user); });
  if (!head || self->state_ != SessionState::Open) co_return;
  self->cursor_->saw_head(head->head);
  self->read_page_if_due();
}

}  // namespace parley
