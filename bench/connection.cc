#include "bench/connection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>

namespace parley::bench {
namespace {

constexpr std::uint32_t kFirstSource = 0x7f000002;  // 127.0.0.2
constexpr std::size_t kSources = 32;

sockaddr_in address_of(std::uint32_t address, std::uint16_t port) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_addr.s_addr = htonl(address);
  out.sin_port = htons(port);
  return out;
}

void set(int fd, int level, int option, int value) {
  (void)::setsockopt(fd, level, option, &value, sizeof value);
}

}  // namespace

Result<Endpoint> endpoint_from(std::string_view text) {
  const auto colon = text.rfind(':');
  in_addr address{};
  Endpoint endpoint;
  const auto port = colon == text.npos ? std::string_view{} : text.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), endpoint.port);
  if (error != std::errc{} || end != port.data() + port.size() ||
      ::inet_pton(AF_INET, std::string(text.substr(0, colon)).c_str(), &address) != 1) {
    return fail(Errc::BadRequest, "not an IPv4 address with a port: " + std::string(text));
  }
  endpoint.address = ntohl(address.s_addr);
  return endpoint;
}

std::uint32_t source_address(std::size_t index) {
  return kFirstSource + static_cast<std::uint32_t>(index % kSources);
}

Connection::~Connection() {
  if (is_flushing_) loop_.forget(*this);
  close();
}

Result<> Connection::connect(Endpoint server, std::uint32_t source) {
  fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd_ < 0) return fail(Errc::Overloaded, std::string("socket: ") + std::strerror(errno));
  set(fd_, IPPROTO_TCP, TCP_NODELAY, 1);
  set(fd_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
  const auto from = address_of(source, 0);
  const auto to = address_of(server.address, server.port);
  const auto* from_any = reinterpret_cast<const sockaddr*>(&from);
  const auto* to_any = reinterpret_cast<const sockaddr*>(&to);
  if (::bind(fd_, from_any, sizeof from) != 0 ||
      (::connect(fd_, to_any, sizeof to) != 0 && errno != EINPROGRESS)) {
    const std::string why = std::strerror(errno);
    ::close(fd_);
    fd_ = -1;
    return fail(Errc::Overloaded, "connect: " + why);
  }
  loop_.add(fd_, EPOLLOUT, *this);
  return {};
}

void Connection::close() {
  if (!is_open()) return;
  loop_.remove(fd_);
  ::close(fd_);
  fd_ = -1;
}

std::string& Connection::outgoing() {
  if (!is_flushing_) {
    is_flushing_ = true;
    loop_.flush_at_end(*this);
  }
  return outgoing_;
}

void Connection::on_ready(std::uint32_t events) {
  if (!is_open()) return;  // Closed by an earlier event of the same turn.
  if (!is_connected_) return finish_connecting();
  if ((events & EPOLLOUT) != 0) on_turn_end();
  if (is_open() && (events & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0) read();
}

void Connection::on_turn_end() {
  is_flushing_ = false;
  if (!is_open() || !is_connected_ || outgoing_.empty()) return;
  const auto sent = ::send(fd_, outgoing_.data(), outgoing_.size(), MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN) return lose();
  if (sent > 0) outgoing_.erase(0, static_cast<std::size_t>(sent));
  const bool is_left = !outgoing_.empty();
  if (is_left == is_waiting_to_write_) return;
  is_waiting_to_write_ = is_left;
  loop_.change(fd_, is_left ? EPOLLIN | EPOLLOUT : EPOLLIN, *this);
}

void Connection::read() {
  const auto buffer = loop_.buffer();
  const auto got = ::recv(fd_, buffer.data(), buffer.size(), 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return lose();
  const std::string_view fresh(buffer.data(), static_cast<std::size_t>(got));
  if (incoming_.empty()) {
    incoming_.assign(fresh.substr(on_bytes(fresh)));
    return;
  }
  incoming_.append(fresh);
  incoming_.erase(0, on_bytes(incoming_));
}

void Connection::finish_connecting() {
  int error = 0;
  socklen_t size = sizeof error;
  (void)::getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) return lose();
  is_connected_ = true;
  loop_.change(fd_, EPOLLIN, *this);
  on_connected();
}

void Connection::lose() {
  close();
  on_closed();
}

}  // namespace parley::bench
