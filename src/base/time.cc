#include "base/time.h"

namespace parley {
namespace {

template <class C>
std::int64_t milliseconds_of() {
  return std::chrono::duration_cast<Milliseconds>(C::now().time_since_epoch()).count();
}

}  // namespace

TimeMs SystemClock::now() const { return TimeMs{milliseconds_of<std::chrono::system_clock>()}; }

Milliseconds SystemClock::monotonic() const {
  return Milliseconds{milliseconds_of<std::chrono::steady_clock>()};
}

}  // namespace parley
