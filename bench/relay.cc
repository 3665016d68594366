// The yardstick: a bare relay on plain epoll, one thread, no storage, no rules.
//
// A connection's first line names its room. Every further line is written at once, as it is, to
// every other connection of that room: one read, and one send a recipient. That is the least that
// any server which passes on messages one by one has to pay; see README.md for what the ratio to it
// says. Prints {"event":"listening",…} like the server under test. Takes one argument, the port (0:
// any).
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/check.h"

namespace parley::bench {
namespace {

constexpr std::size_t kReadBytes = 64 * 1024;
constexpr std::size_t kLineBytesMax = 64 * 1024;
constexpr std::size_t kQueuedBytesMax = 4 * 1024 * 1024;  // More than this is a dead recipient.

struct Client {
  int fd;
  std::vector<Client*>* room = nullptr;  // Once it has named one.
  std::string begun{};                   // A line whose end has not come.
  std::string queued{};                  // What the socket had no room for.
  bool is_dead = false;                  // To be removed at the end of the turn.
};

class Relay {
 public:
  explicit Relay(int listener) : listener_(listener), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    PARLEY_CHECK(epoll_ >= 0);
    watch(EPOLL_CTL_ADD, listener_, EPOLLIN, nullptr);
  }

  [[noreturn]] void run() {
    std::array<epoll_event, 256> events;
    for (;;) {
      const int ready = ::epoll_wait(epoll_, events.data(), events.size(), -1);
      for (int i = 0; i < ready; ++i) {
        auto* client = static_cast<Client*>(events[i].data.ptr);
        if (client == nullptr) {
          accept();
        } else {
          serve(*client, events[i].events);
        }
      }
      bury();
    }
  }

 private:
  void watch(int operation, int fd, std::uint32_t events, Client* client) {
    epoll_event event{};
    event.events = events;
    event.data.ptr = client;
    PARLEY_CHECK(::epoll_ctl(epoll_, operation, fd, &event) == 0);
  }

  void accept() {
    for (;;) {
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (fd < 0) return;
      const int on = 1;
      (void)::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      auto client = std::make_unique<Client>(Client{.fd = fd});
      watch(EPOLL_CTL_ADD, fd, EPOLLIN, client.get());
      clients_.emplace(fd, std::move(client));
    }
  }

  void serve(Client& client, std::uint32_t events) {
    if (client.is_dead) return;
    if ((events & EPOLLOUT) != 0) send_queued(client);
    if ((events & (EPOLLIN | EPOLLERR | EPOLLHUP)) == 0) return;
    const auto got = ::recv(client.fd, buffer_.data(), buffer_.size(), 0);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) return lose(client);
    const std::string_view fresh(buffer_.data(), static_cast<std::size_t>(got));
    if (client.begun.empty()) {
      client.begun.assign(fresh.substr(take_lines(client, fresh)));
    } else {
      client.begun.append(fresh);
      client.begun.erase(0, take_lines(client, client.begun));
    }
    if (client.begun.size() > kLineBytesMax) lose(client);
  }

  // Serves every whole line in `bytes`; returns where the last of them ends.
  std::size_t take_lines(Client& client, std::string_view bytes) {
    std::size_t start = 0;
    for (std::size_t end; (end = bytes.find('\n', start)) != bytes.npos; start = end + 1) {
      const auto line = bytes.substr(start, end + 1 - start);
      if (client.room == nullptr) {
        client.room = &rooms_[std::string(line)];
        client.room->push_back(&client);
      } else {
        relay(client, line);
      }
    }
    return start;
  }

  void relay(const Client& sender, std::string_view line) {
    for (Client* recipient : *sender.room) {
      if (recipient != &sender && !recipient->is_dead) write(*recipient, line);
    }
  }

  void write(Client& client, std::string_view line) {
    if (client.queued.empty()) {
      const auto sent = ::send(client.fd, line.data(), line.size(), MSG_NOSIGNAL);
      if (sent < 0 && errno != EAGAIN) return lose(client);
      if (sent > 0) line.remove_prefix(static_cast<std::size_t>(sent));
      if (line.empty()) return;
      watch(EPOLL_CTL_MOD, client.fd, EPOLLIN | EPOLLOUT, &client);
    }
    client.queued.append(line);
    if (client.queued.size() > kQueuedBytesMax) lose(client);
  }

  void send_queued(Client& client) {
    const auto sent = ::send(client.fd, client.queued.data(), client.queued.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) return lose(client);
    if (sent > 0) client.queued.erase(0, static_cast<std::size_t>(sent));
    if (client.queued.empty()) watch(EPOLL_CTL_MOD, client.fd, EPOLLIN, &client);
  }

  void lose(Client& client) {
    if (client.is_dead) return;
    client.is_dead = true;
    dead_.push_back(&client);
  }

  // Removes the dead when nobody walks over a room.
  void bury() {
    for (Client* client : dead_) {
      if (client->room != nullptr) std::erase(*client->room, client);
      ::close(client->fd);
      clients_.erase(client->fd);
    }
    dead_.clear();
  }

  int listener_;
  int epoll_;
  std::array<char, kReadBytes> buffer_;
  std::unordered_map<int, std::unique_ptr<Client>> clients_;     // By descriptor.
  std::unordered_map<std::string, std::vector<Client*>> rooms_;  // By the line that named it.
  std::vector<Client*> dead_;
};

int listen_on(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  auto* any = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  PARLEY_CHECK(fd >= 0 && ::bind(fd, any, size) == 0 && ::listen(fd, SOMAXCONN) == 0);
  PARLEY_CHECK(::getsockname(fd, any, &size) == 0);
  std::printf("{\"event\":\"listening\",\"listen\":\"127.0.0.1:%u\"}\n", ntohs(address.sin_port));
  std::fflush(stdout);
  return fd;
}

void raise_descriptor_limit() {
  rlimit limit{};
  (void)::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace
}  // namespace parley::bench

int main(int argc, char** argv) {
  using namespace parley::bench;
  raise_descriptor_limit();
  const auto port = argc > 1 ? static_cast<std::uint16_t>(std::atoi(argv[1])) : std::uint16_t{0};
  auto relay = std::make_unique<Relay>(listen_on(port));
  relay->run();
}
