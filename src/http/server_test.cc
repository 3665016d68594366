// The server on loopback, with well-behaved clients.
#include "http/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "http/http_fixture.h"
#include "wire/ws_handshake.h"

namespace parley {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using namespace std::chrono_literals;

constexpr std::string_view kKey = "dGhlIHNhbXBsZSBub25jZQ==";

std::string get(std::string_view path, std::string_view fields = "") {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n";
}

class ServerTest : public HttpFixture {};

TEST_F(ServerTest, AnswersOneRequestAfterTheOtherOnOneConnection) {
  Client client = connect();
  client.send(get("/echo/a%20b?q=1"));
  const auto first = client.read_response();
  EXPECT_THAT(first.head, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(first.head, Not(HasSubstr("Connection: close")));
  EXPECT_EQ(first.body, "a b 127.0.0.1 ");
  client.send("POST /echo/x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
  EXPECT_EQ(client.read_response().body, "x 127.0.0.1 hello");
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  Client client = connect();
  client.send(get("/echo/1") +
              "POST /echo/2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
              "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n" +
              get("/missing") + get("/echo/3", "Connection: close\r\n") + get("/echo/never"));
  EXPECT_EQ(client.read_response().body, "1 127.0.0.1 ");
  EXPECT_EQ(client.read_response().body, "2 127.0.0.1 abcde");
  EXPECT_THAT(client.read_response().head, StartsWith("HTTP/1.1 404 "));
  const auto last = client.read_response();
  EXPECT_EQ(last.body, "3 127.0.0.1 ");
  EXPECT_THAT(last.head, HasSubstr("Connection: close\r\n"));
  EXPECT_EQ(client.read_rest(), "");
}

TEST_F(ServerTest, AnswersHeadWithoutTheBody) {
  Client client = connect();
  client.send("HEAD /echo/1 HTTP/1.1\r\nHost: a\r\n\r\n" + get("/echo/2", "Connection: close\r\n"));
  const auto all = client.read_rest();
  EXPECT_THAT(all, HasSubstr("Content-Length: 12\r\n"));
  EXPECT_THAT(all, Not(HasSubstr("1 127.0.0.1")));
  EXPECT_THAT(all, HasSubstr("2 127.0.0.1 "));
}

TEST_F(ServerTest, SaysWhichMethodsAPathHas) {
  Client client = connect();
  client.send("DELETE /echo/1 HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto response = client.read_response();
  EXPECT_THAT(response.head, StartsWith("HTTP/1.1 405 "));
  EXPECT_THAT(response.head, HasSubstr("Allow: GET, HEAD, POST\r\n"));
  EXPECT_THAT(response.body, HasSubstr(R"("code":"bad_request")"));
}

TEST_F(ServerTest, TellsAClientThatExpectsItToContinue) {
  Client client = connect();
  client.send(
      "POST /echo/x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.read_head(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("hi");
  EXPECT_EQ(client.read_response().body, "x 127.0.0.1 hi");
}

TEST_F(ServerTest, TellsTheObserverOfEachAnswer) {
  Client client = connect();
  client.send(get("/echo/1") + get("/missing"));
  const auto first = client.read_response();
  client.read_response();
  const auto seen = observed(2);
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[0].text, "GET /echo/{word} 200 127.0.0.1 ");
  EXPECT_EQ(seen[1].text, "GET  404 127.0.0.1 no route");
  EXPECT_THAT(first.head, HasSubstr("X-Request-Id: " + seen[0].request_id + "\r\n"));
}

TEST_F(ServerTest, AnswersWhatAHandlerThrowsAsAFailureWithoutItsText) {
  Client client = connect();
  client.send(get("/throws"));
  const auto response = client.read_response();
  EXPECT_THAT(response.head, StartsWith("HTTP/1.1 500 "));
  EXPECT_THAT(response.body, Not(HasSubstr("secret")));
  client.send(get("/echo/still"));
  EXPECT_EQ(client.read_response().body, "still 127.0.0.1 ");
}

TEST_F(ServerTest, HandsAWebSocketOverWithWhatCameBehindTheRequest) {
  Client client = connect();
  client.send(ws_request_head("a", "/v1/ws", kKey) + "first bytes");
  EXPECT_TRUE(accepts_ws_key(client.read_head(), kKey));
  EXPECT_EQ(client.read(11), "first bytes");
  EXPECT_EQ(connections(), 0U);
  client.send("more");
  EXPECT_EQ(client.read(4), "more");
}

TEST_F(ServerTest, RefusesAWebSocketThatIsNotAdmittedOrNotOne) {
  const auto status = [&](std::string_view request) {
    Client client = connect();
    client.send(request);
    return client.read_response().head.substr(9, 3);
  };
  auto request = ws_request_head("forbidden", "/v1/ws", kKey);
  EXPECT_EQ(status(request), "403");
  const auto with = [&](std::string_view from, std::string_view to) {
    auto changed = ws_request_head("a", "/v1/ws", kKey);
    changed.replace(changed.find(from), from.size(), to);
    return changed;
  };
  EXPECT_EQ(status(get("/v1/ws")), "426");
  EXPECT_EQ(status(with("Version: 13", "Version: 8")), "426");
  EXPECT_EQ(status(with("websocket", "h2c")), "426");
  EXPECT_EQ(status(with("Connection: Upgrade", "Connection: keep-alive")), "400");
  EXPECT_EQ(status(with(kKey, "short")), "400");
  EXPECT_EQ(status(with("parley.v1.json", "parley.v9.json")), "400");
}

TEST_F(ServerTest, DrainAnswersWhatIsInProgressAndClosesTheRest) {
  Client busy = connect();
  Client idle = connect();
  idle.send(get("/echo/1"));
  idle.read_response();
  busy.send(get("/waits"));
  await_handler();
  auto drained = start_drain(kLongWait);
  EXPECT_EQ(idle.read_rest(), "");
  open_gate();
  const auto response = busy.read_response();
  EXPECT_EQ(response.body, "waited");
  EXPECT_THAT(response.head, HasSubstr("Connection: close\r\n"));
  EXPECT_EQ(busy.read_rest(), "");
  busy.finish_sending();
  EXPECT_TRUE(drained.get());
  EXPECT_FALSE(can_connect());
}

TEST_F(ServerTest, DrainCancelsWhatOutlastsItsGrace) {
  Client busy = connect();
  busy.send(get("/waits"));
  await_handler();
  EXPECT_FALSE(start_drain(1ms).get());
  EXPECT_EQ(busy.read_rest(), "");
}

TEST_F(ServerTest, RefusesConnectionsAboveTheLimit) {
  restart({.connections_max = 1});
  Client first = connect();
  first.send(get("/echo/1"));
  first.read_response();
  Client second = connect();
  EXPECT_THAT(second.read_rest(), StartsWith("HTTP/1.1 503 "));
}

TEST(HttpServers, OfTwoLoopsShareAPort) {
  HttpFixture::Parts parts;
  IoThreads threads(2);
  HttpServer one(threads.executor(0), parts.ports(), {});
  HttpServer two(threads.executor(1), parts.ports(), {});
  const auto port = one.listen("127.0.0.1", 0);
  ASSERT_TRUE(port.has_value());
  EXPECT_EQ(two.listen("127.0.0.1", *port, PortUse::Joining), *port);
  for (int i = 0; i < 20; ++i) {
    HttpFixture::Client client(*port);
    client.send(get("/echo/1"));
    EXPECT_EQ(client.read_response().body, "1 127.0.0.1 ");
  }
  EXPECT_TRUE(HttpFixture::drain_on(threads, 0, one, kLongWait).get());
  EXPECT_TRUE(HttpFixture::drain_on(threads, 1, two, kLongWait).get());
}

TEST(HttpServers, OfTwoProcessesDoNotShareAPort) {
  HttpFixture::Parts parts;
  IoThreads threads(1);
  HttpServer mine(threads.executor(0), parts.ports(), {});
  const auto port = mine.listen("127.0.0.1", 0);
  ASSERT_TRUE(port.has_value());
  HttpServer theirs(threads.executor(0), parts.ports(), {});
  EXPECT_EQ(theirs.listen("127.0.0.1", *port).error().code, Errc::StoreFailed);
  EXPECT_TRUE(HttpFixture::drain_on(threads, 0, mine, kLongWait).get());
}

TEST(HttpServers, SayWhyTheyCannotListen) {
  HttpFixture::Parts parts;
  asio::io_context context;
  HttpServer server(context.get_executor(), parts.ports(), {});
  EXPECT_EQ(server.listen("no address", 0).error().code, Errc::BadRequest);
  EXPECT_EQ(server.listen("192.0.2.1", 0).error().code, Errc::StoreFailed);
}

}  // namespace
}  // namespace parley
