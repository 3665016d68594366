// What a Link sends: the outbox, one by one; acknowledgements, markers and pings, by the clock.
#include <algorithm>
#include <chrono>
#include <utility>

#include "terminal/link.h"
#include "terminal/render.h"

namespace parley::terminal {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kTick = 1s;
constexpr Milliseconds kReadAgain = 5s;

}  // namespace

Awaitable<> Link::tick_along(WsConnection& connection) {
  Timer timer(co_await asio::this_coro::executor);
  for (;;) {
    timer.expires_after(std::min(kTick, std::max(heartbeat_ / 2, 10ms)));
    const auto [error] = co_await timer.async_wait(outcome);
    if (error) co_return;
    // Half-open connections end here (protocol section 9).
    const bool is_dead = parts_.clock.monotonic() - last_heard_ > heartbeat_ * 5 / 2;
    if (is_dead) connection.abandon();
    if (connection.is_closed()) co_return;
    pump();
    tick();
  }
}

void Link::tick() {
  if (!is_online() || !profile().cursor) return;
  const Milliseconds now = parts_.clock.monotonic();
  const InboxSeq held = profile().cursor->inbox_seq;
  if (held > acknowledged_ && now - last_ack_ >= kTick) {
    acknowledged_ = held;
    last_ack_ = now;
    send(wire::AckFrame{.inbox_seq = held});
  }
  if (now - last_ping_ >= heartbeat_) {
    last_ping_ = now;
    send(wire::PingFrame{});
  }
  for (const auto& [id, chat] : profile().chats) {
    if (chat.read_wanted <= chat.read) continue;
    auto& told = told_[id];
    if (told.through == chat.read_wanted && now - told.at < kReadAgain) continue;
    told = {chat.read_wanted, now};
    send(wire::ReadFrame{.conversation = id, .through = chat.read_wanted});
  }
}

void Link::pump() {
  if (!is_online() || on_its_way_ || parts_.clock.monotonic() < send_after_) return;
  auto waiting = first_waiting(profile());
  if (!waiting) return;
  if (!waiting->id) {
    std::array<std::uint8_t, 10> chance{};
    parts_.random.fill(chance);
    waiting = named(std::move(*waiting), server_time(), chance);
    Changes changes;
    changes.outbox.emplace(waiting->position, *waiting);
    if (!keep(changes)) return;
  }
  on_its_way_ = waiting->id;
  send(frame_of(*waiting));
}

void Link::take_answer(const std::optional<std::string>& ref, const Verdict& verdict) {
  if (!on_its_way_ || ref != to_text(*on_its_way_)) return;
  const ClientMessageId id = *std::exchange(on_its_way_, std::nullopt);
  send_after_ = parts_.clock.monotonic() + verdict.after;
  const auto row = waiting_under(profile(), id);
  if (!row) return pump();  // Its item came before its answer.
  if (verdict.next == Verdict::Next::Ask) {
    on_its_way_ = id;
    scope_.start(ask_for(*row));
    return;
  }
  if (!keep(settle(*row, verdict))) return;
  if (verdict.next == Verdict::Next::Failed) {
    parts_.output.show(failed_text(Names(profile()), *row, verdict.code));
  }
  pump();
}

// The server does not know any more what became of it; its conversation does.
Awaitable<> Link::ask_for(OutboxRow row) {
  const auto known = co_await parts_.api.submission(row.conversation, *row.id);
  const Verdict verdict =
      known ? judge(*known) : Verdict{.next = Verdict::Next::Again, .after = kReadAgain};
  take_answer(to_text(*row.id), verdict);
}

void Link::send(const wire::ClientFrame& frame) {
  std::string json;
  append_json(json, frame);
  // One that is full or closed is over: what matters is sent again on the next.
  if (connection_->send(json) == WsConnection::Sent::Full) connection_->abandon();
}

}  // namespace parley::terminal
