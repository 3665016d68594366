#include "engines/io/deadline.h"

namespace parley {

namespace {

// An operation that had just ended when the time came escapes the first cancellation, and the next
// one is begun in ignorance: so it is cancelled again until somebody disarms.
constexpr Milliseconds kAgain{100};

}  // namespace

struct Deadline::State {
  explicit State(Socket& watched) : socket(&watched), timer(watched.get_executor()) {}

  static void watch(std::shared_ptr<State> state, Milliseconds after) {
    state->timer.expires_after(after);
    state->timer.async_wait([state, round = state->round](IoError) {
      if (round != state->round) return;
      state->expired = true;
      IoError ignored;
      state->socket->cancel(ignored);
      watch(state, kAgain);
    });
  }

  Socket* socket;
  Timer timer;
  std::uint64_t round =
      0;  // Counts arm() and disarm(): a handler of an earlier round does nothing.
  bool expired = false;
};

Deadline::Deadline(Socket& socket) : state_(std::make_shared<State>(socket)) {}

Deadline::~Deadline() { disarm(); }

void Deadline::arm(Milliseconds after) {
  disarm();
  state_->expired = false;
  State::watch(state_, after);
}

void Deadline::disarm() {
  ++state_->round;
  state_->timer.cancel();
}

bool Deadline::expired() const { return state_->expired; }

}  // namespace parley
