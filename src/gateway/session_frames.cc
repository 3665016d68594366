// What clients say after `welcome`.
#include <algorithm>
#include <utility>

#include "base/retry.h"
#include "gateway/hub.h"
#include "gateway/session.h"
#include "gateway/session_send.h"

namespace parley {
namespace {

CommandBody body_of(const wire::SendFrame& frame) {
  return SendMessage{frame.text, frame.reply_to, frame.mentions};
}
CommandBody body_of(const wire::EditFrame& frame) {
  return EditMessage{frame.target, frame.text, frame.mentions};
}
CommandBody body_of(const wire::DeleteFrame& frame) { return DeleteMessage{frame.target}; }
CommandBody body_of(const wire::ReactFrame& frame) {
  return React{frame.target, frame.emoji, frame.on};
}

template <class Frame>
concept HasText = requires(const Frame& frame) { frame.text; };

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};

HistoryQuery query_of(const wire::HistoryFrame& frame, std::size_t most) {
  HistoryQuery query{.before = frame.before, .after = frame.after, .around = frame.around};
  query.limit = std::min<std::size_t>(frame.limit.value_or(query.limit), most);
  return query;
}

bool names_one_place(const wire::HistoryFrame& frame) {
  return frame.before.has_value() + frame.after.has_value() + frame.around.has_value() <= 1;
}

}  // namespace

Session::Taken Session::take_frame(std::string_view json) {
  const auto frame = hub_.json_reader().read<wire::ClientFrame>(json, wire::Tail::Padded);
  if (frame) return handle(*frame);
  refuse_frame(frame.error());
  return Taken::Done;
}

Awaitable<> Session::take_waiting(std::string json) {
  auto frame = hub_.json_reader().read<wire::ClientFrame>(json, wire::Tail::Bare);
  if (!frame) {
    refuse_frame(frame.error());
    co_return;
  }
  if (handle(*frame) == Taken::MustWait) co_await handle_waiting(std::move(*frame));
}

Session::Taken Session::handle(const wire::ClientFrame& frame) {
  const auto* hello = std::get_if<wire::HelloFrame>(&frame);
  if (state_ == SessionState::Greeting) {
    if (hello) return Taken::MustWait;
    close(close_code::kNoHello, "the first frame is hello");
    return Taken::Done;
  }
  return std::visit(
      Overloaded{[&](const wire::HelloFrame& later) {
                   refuse({Errc::BadFrame, "a second hello"}, later.ref);
                   return Taken::Done;
                 },
                 [&](const wire::ReadFrame&) { return Taken::MustWait; },
                 [&](const wire::HistoryFrame&) { return Taken::MustWait; },
                 [&](const wire::AckFrame& ack) { return handle_ack(ack); },
                 [&](const wire::OpenFrame& open) { return handle_open(open); },
                 [&](const wire::WatchFrame& watch) { return handle_watch(watch); },
                 [&](const wire::TypingFrame& typing) { return handle_typing(typing); },
                 [&](const wire::ModeFrame& mode) {
                   is_foreground_ = mode.mode == wire::Mode::Foreground;
                   return Taken::Done;
                 },
                 [&](const wire::PingFrame& ping) {
                   send_pong(ping);
                   return Taken::Done;
                 },
                 [&](const auto& submission) { return handle_submission(submission); }},
      frame);
}

Awaitable<> Session::handle_waiting(wire::ClientFrame frame) {
  if (auto* hello = std::get_if<wire::HelloFrame>(&frame)) return greet(std::move(*hello));
  if (auto* read = std::get_if<wire::ReadFrame>(&frame)) return move_marker(std::move(*read));
  if (auto* history = std::get_if<wire::HistoryFrame>(&frame)) {
    return send_history(std::move(*history));
  }
  if (auto* open = std::get_if<wire::OpenFrame>(&frame)) return this->open(std::move(*open));
  if (auto* watch = std::get_if<wire::WatchFrame>(&frame)) return this->watch(std::move(*watch));
  if (auto* typing = std::get_if<wire::TypingFrame>(&frame)) return type(std::move(*typing));
  if (auto* send = std::get_if<wire::SendFrame>(&frame)) {
    return look_up_and_submit(std::move(*send));
  }
  if (auto* edit = std::get_if<wire::EditFrame>(&frame)) {
    return look_up_and_submit(std::move(*edit));
  }
  if (auto* removal = std::get_if<wire::DeleteFrame>(&frame)) {
    return look_up_and_submit(std::move(*removal));
  }
  return look_up_and_submit(std::move(std::get<wire::ReactFrame>(frame)));
}

// Refused here, a submission is not remembered and has cost nothing but the look.
template <class Frame>
Session::Taken Session::handle_submission(const Frame& frame) {
  if (is_going_away_) {
    refuse({Errc::Draining, {}}, frame.ref);
    return Taken::Done;
  }
  Door& door = hub_.ports().door;
  if constexpr (HasText<Frame>) {
    if (const auto checked = door.check_text(frame.text); !checked) {
      refuse(checked.error(), frame.ref);
      return Taken::Done;
    }
  }
  auto facts = door.known(caller_->user, frame.conversation);
  if (!facts) return Taken::MustWait;
  submit(frame, *std::move(facts));
  return Taken::Done;
}

template <class Frame>
Awaitable<> Session::look_up_and_submit(Frame frame) {
  const auto self = shared_from_this();
  // What there is to know of a group lies in the store.
  const GatewayPorts& ports = hub_.ports();
  WorkerPool& pool = frame.conversation.is_group() ? ports.store_pool : ports.sql_pool;
  auto facts = co_await pool.run(
      [&door = hub_.ports().door, user = caller_->user, conversation = frame.conversation] {
        return door.look_up(user, conversation);
      });
  if (state_ != SessionState::Open) co_return;
  if (!facts) {
    refuse(facts.error(), frame.ref);
    co_return;
  }
  submit(frame, *std::move(facts));
}

template <class Frame>
void Session::submit(const Frame& frame, Facts facts) {
  std::size_t text_bytes = 0;
  if constexpr (HasText<Frame>) text_bytes = frame.text.size();
  const auto admitted = hub_.ports().door.admit(caller_->user, frame.conversation, text_bytes);
  if (!admitted) return refuse(admitted.error(), frame.ref);
  ++in_flight_;
  hub_.edge().submit(Command{.conversation = frame.conversation,
                             .sender = caller_->user,
                             .device = caller_->device,
                             .client_message_id = frame.client_message_id,
                             .facts = std::move(facts),
                             .body = body_of(frame)},
                     [self = weak_from_this(), ref = frame.ref,
                      id = frame.client_message_id](const Result<Answer>& result) {
                       if (const auto session = self.lock()) session->answer(ref, id, result);
                     });
}

void Session::answer(const std::string& ref, const ClientMessageId& id,
                     const Result<Answer>& result) {
  --in_flight_;
  if (!result) return refuse(result.error(), ref);
  send(wire::Accepted{.ref = ref,
                      .client_message_id = id,
                      .outcome = present(result->outcome, result->is_duplicate)});
}

Awaitable<> Session::move_marker(wire::ReadFrame frame) {
  if (!read_pace_) read_pace_ = std::make_unique<ReadPace>();
  if (read_pace_->take(frame, hub_.now())) {
    co_await submit_marker(shared_from_this(), std::move(frame));
  }
}

void Session::submit_held_markers(std::vector<wire::ReadFrame> held) {
  for (wire::ReadFrame& frame : held) {
    hub_.start(submit_marker(shared_from_this(), std::move(frame)));
  }
}

// Also of a session that has ended: what it held back was said before.
Awaitable<> Session::submit_marker(std::shared_ptr<Session> self, wire::ReadFrame frame) {
  const UserId user = self->caller_->user;
  Hub& hub = self->hub_;
  const auto row = co_await hub.ports().store_pool.run(
      [reader = hub.ports().reader, user, id = frame.conversation] {
        return reader.inbox_conversation(user, id);
      });
  const bool is_open = self->state_ == SessionState::Open;
  if (!row) {
    if (is_open) self->refuse(row.error(), frame.ref);
  } else if (row->last_seq == Seq{} && !frame.conversation.is_between(user)) {
    if (is_open) self->refuse({Errc::NotFound, {}}, frame.ref);
  } else {
    for (InboxCommand& command : reading(user, frame.conversation, frame.through, *row)) {
      hub.edge().submit(std::move(command), nullptr);
    }
  }
}

Awaitable<> Session::send_history(wire::HistoryFrame frame) {
  const auto self = shared_from_this();
  if (!names_one_place(frame)) {
    refuse({Errc::BadFrame, "before, after and around exclude each other"}, frame.ref);
    co_return;
  }
  auto page = co_await hub_.ports().store_pool.run(
      [view = hub_.history_view(), user = caller_->user, id = frame.conversation,
       query = query_of(frame, hub_.options().limits.page)] { return view.page(user, id, query); });
  if (state_ != SessionState::Open) co_return;
  if (!page) {
    refuse(page.error(), frame.ref);
    co_return;
  }
  send(wire::History{.ref = frame.ref,
                     .events = std::move(page->events),
                     .range = page->range,
                     .has_more = page->has_more});
}

Session::Taken Session::handle_ack(const wire::AckFrame& frame) {
  if (frame.inbox_seq >= cursor_->owed()) {
    refuse({Errc::BadFrame, "ack above what was sent"}, frame.ref);
  } else {
    hub_.edge().pipeline().note_device(caller_->user, caller_->device, frame.inbox_seq);
  }
  return Taken::Done;
}

void Session::send_pong(const wire::PingFrame& frame) {
  const GatewayPorts& ports = hub_.ports();
  ports.seen.note(caller_->device, ports.clock.now());
  send(wire::Pong{.ref = frame.ref, .server_time = ports.clock.now(), .ticket = fresh_ticket()});
}

void Session::refuse(const Error& error, std::optional<std::string> ref) {
  hub_.ports().figures.frames_refused.add();
  send(wire::ErrorFrame{.ref = std::move(ref),
                        .code = error.code,
                        .message = std::string(sentence(error.code)),
                        .retry = retry_rule(error.code),
                        .retry_after_ms = retry_after(error)});
}

void Session::refuse_frame(const wire::Refusal& refusal) {
  if (refusal.is_bad_utf8) return close(WsCloseCode::BadText, "bad UTF-8");
  if (state_ == SessionState::Greeting) return close(close_code::kNoHello, "no valid hello");
  refuse(refusal.error, refusal.ref);
}

}  // namespace parley
