#include "presence/user_presence.h"

#include "base/check.h"

namespace parley {

bool UserPresence::enter() {
  const bool is_flip = state_ == State::Offline;
  state_ = State::Online;
  ++sockets_;
  return is_flip;
}

bool UserPresence::leave(Milliseconds due, TimeMs at) {
  PARLEY_CHECK(state_ == State::Online && sockets_ > 0);  // (1)
  if (--sockets_ > 0) return false;
  state_ = State::Grace;
  due_ = due;
  last_active_at_ = at;
  return true;
}

void UserPresence::adopt(Milliseconds due, TimeMs at) {
  PARLEY_CHECK(state_ == State::Offline);
  state_ = State::Grace;
  due_ = due;
  last_active_at_ = at;
}

bool UserPresence::expire(Milliseconds now, Milliseconds forget_at) {
  if (state_ != State::Grace || now < due_) return false;
  state_ = State::Offline;
  due_ = forget_at;
  return true;
}

}  // namespace parley
