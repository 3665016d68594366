// A blocking HTTP/1.1 client on one kept-alive connection, for what a workload does over HTTP: set
// up its people, and fetch what a client fetches. It reads answers with a Content-Length only.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "bench/connection.h"

namespace parley::bench {

struct HttpRequest {
  std::string_view method;
  std::string_view target;
  std::string_view token;  // Empty: none.
  std::string_view body;   // JSON; empty: none.
};

struct HttpAnswer {
  int status = 0;
  std::string body;
};

class HttpClient {
 public:
  static Result<HttpClient> connect(Endpoint server, std::uint32_t source);
  ~HttpClient();
  HttpClient(HttpClient&& other) noexcept;
  HttpClient(const HttpClient&) = delete;

  // Any status is an answer. Fails where the connection does; the client is then of no more use.
  Result<HttpAnswer> ask(const HttpRequest& request);
  // The same, where anything but a 2xx is a failure that says what was asked and answered.
  Result<std::string> fetch(const HttpRequest& request);

 private:
  explicit HttpClient(int fd) : fd_(fd) {}

  Result<> send(const HttpRequest& request);
  Result<> read_more();

  int fd_;
  std::string outgoing_;
  std::string incoming_;
};

}  // namespace parley::bench
