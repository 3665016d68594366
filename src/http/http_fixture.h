// A server on loopback with a few handlers, and a client of raw sockets that says what it likes.
// For tests only.
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/fake_clock.h"
#include "engines/io/io_threads.h"
#include "http/server.h"

namespace parley {

constexpr Milliseconds kLongWait{30'000};

class HttpFixture : public testing::Test {
 public:
  // A blocking socket. A read that gets nothing for 10 s fails the test.
  class Client {
   public:
    explicit Client(std::uint16_t port);
    struct Response {
      std::string head;
      std::string body;
    };
    // What cannot be sent, because the server has gone, is dropped.
    void send(std::string_view bytes);
    void finish_sending();
    std::string read(std::size_t size);
    std::string read_head();
    Response read_response();  // With a Content-Length.
    std::string read_rest();   // To the end.

   private:
    bool read_more();

    asio::io_context context_;
    Socket socket_;
    std::string buffer_;
  };

  struct Observed {
    std::string request_id;
    std::string text;  // Method, pattern, status, client, detail.
  };

  // What a server uses, and what its handlers share with the test.
  class Parts final : public HttpObserver {
   public:
    Parts();
    HttpPorts ports() { return {router_, *this, clock_, random_}; }
    void on_exchange(const Exchange& exchange) override;

    std::vector<Observed> await_observed(std::size_t count);
    void await_handler();
    void open_gate();

   private:
    Awaitable<Response> wait(RequestContext& context);
    Result<Takeover> admit(const Request& request);

    FakeClock clock_;
    SeededRandom random_{1};
    Router router_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Observed> observed_;
    bool is_waiting_ = false;
    bool is_open_ = false;
  };

  static std::future<bool> drain_on(IoThreads& threads, std::size_t index, HttpServer& server,
                                    Milliseconds grace);

 protected:
  HttpFixture();
  ~HttpFixture() override;

  // In place of the server that runs.
  void restart(HttpOptions options);
  Client connect() { return Client(port_); }
  bool can_connect() const;
  std::size_t connections();
  std::vector<Observed> observed(std::size_t count) { return parts_->await_observed(count); }
  // The request to /waits has reached its handler, which answers when the gate is open.
  void await_handler() { parts_->await_handler(); }
  void open_gate() { parts_->open_gate(); }
  std::future<bool> start_drain(Milliseconds grace);

 private:
  void stop();

  std::unique_ptr<Parts> parts_ = std::make_unique<Parts>();
  IoThreads threads_{1};
  std::unique_ptr<HttpServer> server_;
  std::uint16_t port_ = 0;
  bool is_drained_ = false;
};

}  // namespace parley
