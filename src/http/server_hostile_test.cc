// Clients that cheat, dawdle or leave: each is refused or dropped, and the server goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "http/http_fixture.h"

namespace parley {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class HostileTest : public HttpFixture {
 protected:
  // The answer to a request that is refused: one problem document, and the connection is closed
  // whatever stands behind.
  std::string status_of_refused(std::string_view bytes) {
    Client client = connect();
    client.send(bytes);
    client.send("GET /echo/smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto all = client.read_rest();
    EXPECT_THAT(all, AllOf(HasSubstr("Connection: close\r\n"), HasSubstr("problem+json"),
                           Not(HasSubstr("smuggled")), HasSubstr("\"code\":\"bad_request\"")))
        << bytes;
    return all.substr(0, 12);
  }

  void expect_well() {
    Client client = connect();
    client.send("GET /echo/well HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(client.read_response().body, "well 127.0.0.1 ");
  }
};

TEST_F(HostileTest, SmuggledRequestsAreRefusedAndTheConnectionIsClosed) {
  const std::string post = "POST /echo/x HTTP/1.1\r\nHost: a\r\n";
  for (const auto& bytes : {
           post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
           post + "Content-Length: 0\r\nContent-Length: 44\r\n\r\n",
           post + "Content-Length : 44\r\n\r\n",
           post + "Content-Length: 0\r\n Content-Length: 44\r\n\r\n",
           post + "X: y\nContent-Length: 44\r\n\r\n",
           post + "X: y\rContent-Length: 44\r\n\r\n",
           post + "Host: b\r\n\r\n",
           post + "Transfer-Encoding: chunked\r\n\r\n5;ext\r\nhello\r\n0\r\n\r\n",
           post + "Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n",
           post + "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n",
           post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloo\r\n0\r\n\r\n",
           post + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n\r\n",
           std::string("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET /echo/%00 HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\n\r\n"),
           std::string("\x16\x03\x01\x02\n hello, TLS"),
           std::string(200, '\n'),
       }) {
    EXPECT_EQ(status_of_refused(bytes), "HTTP/1.1 400") << bytes;
  }
  expect_well();
}

TEST_F(HostileTest, OtherFaultsHaveTheirOwnStatus) {
  const std::string post = "POST /echo/x HTTP/1.1\r\nHost: a\r\n";
  EXPECT_EQ(status_of_refused(post + "Content-Length: 1310721\r\n\r\n"), "HTTP/1.1 413");
  EXPECT_EQ(status_of_refused(post + "Transfer-Encoding: chunked\r\n\r\n140001\r\n"),
            "HTTP/1.1 413");
  EXPECT_EQ(status_of_refused(post + "Transfer-Encoding: gzip\r\n\r\n"), "HTTP/1.1 501");
  EXPECT_EQ(status_of_refused("BREW / HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 501");
  EXPECT_EQ(status_of_refused("GET / HTTP/2.0\r\n\r\n"), "HTTP/1.1 505");
  EXPECT_EQ(status_of_refused("GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n"),
            "HTTP/1.1 414");
  EXPECT_EQ(status_of_refused("GET / HTTP/1.1\r\nX: " + std::string(100'000, 'x')), "HTTP/1.1 431");
  EXPECT_EQ(status_of_refused(post + "Expect: gold\r\n\r\n"), "HTTP/1.1 417");
}

TEST_F(HostileTest, BodyOfTheMostIsRead) {
  const std::string body(1'310'720, 'x');
  Client client = connect();
  client.send("POST /echo/x HTTP/1.1\r\nHost: a\r\nContent-Length: 1310720\r\n\r\n" + body);
  EXPECT_EQ(client.read_response().body.size(), body.size() + 12);
}

TEST_F(HostileTest, HeadThatDripsByteByByteIsRead) {
  Client client = connect();
  for (const char c : std::string_view("GET /echo/drip HTTP/1.1\r\nHost: a\r\n\r\n")) {
    client.send({&c, 1});
  }
  EXPECT_EQ(client.read_response().body, "drip 127.0.0.1 ");
}

TEST_F(HostileTest, SlowHeadsAndBodiesAreToldSoAndClosed) {
  HttpOptions options;
  options.head_wait = Milliseconds{20};
  options.body_wait = Milliseconds{20};
  restart(std::move(options));
  EXPECT_THAT(
      [&] {
        Client client = connect();
        client.send("GET / HTTP/1.1\r\nHost:");
        return client.read_rest();
      }(),
      StartsWith("HTTP/1.1 408 "));
  EXPECT_THAT(
      [&] {
        Client client = connect();
        client.send("POST /echo/x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhell");
        return client.read_rest();
      }(),
      StartsWith("HTTP/1.1 408 "));
  expect_well();
}

TEST_F(HostileTest, IdleConnectionsAreClosedWithoutAWord) {
  HttpOptions options;
  options.idle_wait = Milliseconds{20};
  restart(std::move(options));
  Client client = connect();
  EXPECT_EQ(client.read_rest(), "");
}

TEST_F(HostileTest, ClientsThatLeaveAtAnyPointDoNoHarm) {
  const std::string_view request =
      "POST /echo/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
      "chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
  for (std::size_t size = 0; size <= request.size(); size += 3) {
    Client client = connect();
    client.send(request.substr(0, size));
  }
  Client half = connect();
  half.send(request.substr(0, 40));
  half.finish_sending();
  EXPECT_EQ(half.read_rest(), "");
  Client whole = connect();
  whole.send(request);
  whole.finish_sending();
  EXPECT_THAT(whole.read_rest(), HasSubstr("x 127.0.0.1 hello"));
  expect_well();
}

TEST_F(HostileTest, ClientThatIsGoneBeforeTheAnswerDoesNoHarm) {
  {
    Client client = connect();
    client.send("GET /waits HTTP/1.1\r\nHost: a\r\n\r\n");
    await_handler();
  }
  open_gate();
  expect_well();
}

TEST_F(HostileTest, ForwardedAddressesOfStrangersAreNotBelieved) {
  const std::string request =
      "GET /echo/x HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 198.51.100.7\r\n\r\n";
  Client stranger = connect();
  stranger.send(request);
  EXPECT_EQ(stranger.read_response().body, "x 127.0.0.1 ");

  HttpOptions options;
  options.proxies = *TrustedProxies::parse(std::vector<std::string>{"127.0.0.0/8"});
  restart(std::move(options));
  Client proxy = connect();
  proxy.send(request);
  EXPECT_EQ(proxy.read_response().body, "x 198.51.100.7 ");
}

}  // namespace
}  // namespace parley
