#include "terminal/keyboard.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <boost/asio/post.hpp>
#include <cerrno>
#include <utility>

#include "base/check.h"

namespace parley::terminal {

Keyboard::Keyboard(Executor executor, int in, std::function<void(std::string)> take)
    : executor_(executor), take_(std::move(take)), wake_(::eventfd(0, EFD_CLOEXEC)) {
  PARLEY_CHECK(wake_ >= 0);
  thread_ = std::thread([this, in] { read_all(in); });
}

Keyboard::~Keyboard() {
  const std::uint64_t one = 1;
  PARLEY_CHECK(::write(wake_, &one, sizeof one) == sizeof one);
  thread_.join();
  ::close(wake_);
}

void Keyboard::read_all(int in) {
  std::string buffer(65'536, '\0');
  for (;;) {
    pollfd ready[] = {{in, POLLIN, 0}, {wake_, POLLIN, 0}};
    if (::poll(ready, 2, -1) < 0 && errno != EINTR) return;
    if (ready[1].revents != 0) return;
    if (ready[0].revents == 0) continue;
    const ssize_t size = ::read(in, buffer.data(), buffer.size());
    if (size < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    std::string bytes = buffer.substr(0, size > 0 ? static_cast<std::size_t>(size) : 0);
    const bool is_end = bytes.empty();
    asio::post(executor_, [this, bytes = std::move(bytes)]() mutable { take_(std::move(bytes)); });
    if (is_end) return;
  }
}

}  // namespace parley::terminal
