#include "bench/http_client.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

#include "base/try.h"

namespace parley::bench {
namespace {

constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::string_view kContentLength = "content-length:";
constexpr timeval kReadTimeout{.tv_sec = 60, .tv_usec = 0};

template <class Number>
bool read_number(std::string_view text, Number& value) {
  const auto start = text.find_first_not_of(' ');
  if (start == text.npos) return false;
  return std::from_chars(text.data() + start, text.data() + text.size(), value).ec == std::errc{};
}

// Whether a header line begins with kContentLength, in whatever case.
bool is_content_length(std::string_view line) {
  return std::ranges::equal(line.substr(0, kContentLength.size()), kContentLength, {},
                            [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
}

// The value of Content-Length in the head; 0 where there is none (204).
std::size_t content_length(std::string_view head) {
  std::size_t length = 0;
  for (std::size_t line = 0; (line = head.find("\r\n", line)) != head.npos;) {
    line += 2;
    const auto rest = head.substr(line);
    if (is_content_length(rest)) (void)read_number(rest.substr(kContentLength.size()), length);
  }
  return length;
}

}  // namespace

Result<HttpClient> HttpClient::connect(Endpoint server, std::uint32_t source) {
  HttpClient client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in from{};
  from.sin_family = AF_INET;
  from.sin_addr.s_addr = htonl(source);
  sockaddr_in to = from;
  to.sin_addr.s_addr = htonl(server.address);
  to.sin_port = htons(server.port);
  const int on = 1;
  (void)::setsockopt(client.fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  (void)::setsockopt(client.fd_, SOL_SOCKET, SO_RCVTIMEO, &kReadTimeout, sizeof kReadTimeout);
  if (::bind(client.fd_, reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0 ||
      ::connect(client.fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    return fail(Errc::Overloaded, "cannot connect for HTTP");
  }
  return client;
}

HttpClient::~HttpClient() {
  if (fd_ >= 0) ::close(fd_);
}

HttpClient::HttpClient(HttpClient&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      outgoing_(std::move(other.outgoing_)),
      incoming_(std::move(other.incoming_)) {}

Result<HttpAnswer> HttpClient::ask(const HttpRequest& request) {
  PARLEY_TRY(send(request));
  std::size_t head_end;
  while ((head_end = incoming_.find(kHeadEnd)) == incoming_.npos) PARLEY_TRY(read_more());
  HttpAnswer answer;
  const std::string_view head = std::string_view(incoming_).substr(0, head_end);
  if (!head.starts_with("HTTP/1.1 ") || !read_number(head.substr(9), answer.status)) {
    return fail(Errc::BadRequest, "an answer that is no HTTP/1.1");
  }
  const std::size_t start = head_end + kHeadEnd.size();
  const std::size_t end = start + content_length(head);
  while (incoming_.size() < end) PARLEY_TRY(read_more());
  answer.body = incoming_.substr(start, end - start);
  incoming_.erase(0, end);
  return answer;
}

Result<std::string> HttpClient::fetch(const HttpRequest& request) {
  PARLEY_LET(auto answer, ask(request));
  if (answer.status / 100 == 2) return std::move(answer.body);
  return fail(Errc::BadRequest, fmt::format("{} {}: {} {}", request.method, request.target,
                                            answer.status, answer.body));
}

Result<> HttpClient::send(const HttpRequest& request) {
  outgoing_ = fmt::format("{} {} HTTP/1.1\r\nHost: localhost\r\n", request.method, request.target);
  if (!request.token.empty())
    outgoing_ += fmt::format("Authorization: Bearer {}\r\n", request.token);
  if (!request.body.empty()) {
    outgoing_ += fmt::format("Content-Type: application/json\r\nContent-Length: {}\r\n",
                             request.body.size());
  }
  outgoing_ += "\r\n";
  outgoing_ += request.body;
  for (std::string_view rest = outgoing_; !rest.empty();) {
    const auto sent = ::send(fd_, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent <= 0) return fail(Errc::Overloaded, "the server closed an HTTP connection");
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

Result<> HttpClient::read_more() {
  constexpr std::size_t kReadBytes = 64 * 1024;
  const std::size_t had = incoming_.size();
  incoming_.resize(had + kReadBytes);
  const auto got = ::recv(fd_, incoming_.data() + had, kReadBytes, 0);
  incoming_.resize(had + static_cast<std::size_t>(got > 0 ? got : 0));
  if (got <= 0) return fail(Errc::Overloaded, "no answer over HTTP");
  return {};
}

}  // namespace parley::bench
