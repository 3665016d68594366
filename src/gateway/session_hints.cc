// What clients ask to be told of people: who is there, who types, how far others received and read.
// The desk of the loop does it; here are the frames.
#include <utility>

#include "gateway/hub.h"
#include "gateway/session.h"
#include "gateway/session_send.h"

namespace parley {

void Session::on_hint(const std::shared_ptr<const std::string>& frame) {
  if (has_hint_room()) write_hint(frame);
}

void Session::write_hint(const std::shared_ptr<const std::string>& frame) {
  if (has_closed_) return;
  outgoing_.append(WsHeader(WsOpcode::Text, frame->size()).bytes());
  outgoing_.append_shared(frame);
  mark_dirty();
}

Session::Taken Session::handle_watch(const wire::WatchFrame& frame) {
  if (frame.users.size() <= hub_.options().limits.watched_users) return Taken::MustWait;
  refuse({Errc::BadFrame, "a list above its limit"}, frame.ref);
  return Taken::Done;
}

Session::Taken Session::handle_open(const wire::OpenFrame& frame) {
  if (frame.conversations.size() <= hub_.options().limits.open_conversations) {
    return Taken::MustWait;
  }
  refuse({Errc::BadFrame, "a list above its limit"}, frame.ref);
  return Taken::Done;
}

Session::Taken Session::handle_typing(const wire::TypingFrame& frame) {
  const auto done = hub_.desk().try_type(*this, frame.conversation, frame.on);
  if (!done) refuse(done.error(), frame.ref);
  return done.value_or(true) ? Taken::Done : Taken::MustWait;
}

Awaitable<> Session::watch(wire::WatchFrame frame) {
  const auto self = shared_from_this();
  const auto done = co_await hub_.desk().watch(*this, frame.ref, std::move(frame.users));
  if (!done) refuse(done.error(), frame.ref);
}

Awaitable<> Session::open(wire::OpenFrame frame) {
  const auto self = shared_from_this();
  const auto done = co_await hub_.desk().open(*this, std::move(frame.conversations));
  if (!done) refuse(done.error(), frame.ref);
}

Awaitable<> Session::type(wire::TypingFrame frame) {
  const auto self = shared_from_this();
  const auto done = co_await hub_.desk().type(*this, frame.conversation, frame.on);
  if (!done) refuse(done.error(), frame.ref);
}

}  // namespace parley
