#include "wire/ws_handshake.h"

#include <gtest/gtest.h>

namespace parley {
namespace {

constexpr std::string_view kKey = "dGhlIHNhbXBsZSBub25jZQ==";  // Of RFC 6455 section 1.3.

TEST(WsHandshake, AcceptsTheKeyOfTheRfc) {
  EXPECT_EQ(ws_accept(kKey), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(WsHandshake, KnowsAKeyByItsSixteenBytes) {
  EXPECT_TRUE(is_ws_key(kKey));
  EXPECT_TRUE(is_ws_key(ws_key({0xff, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0xff})));
  for (const std::string_view bad :
       {"", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZR==", "dGhlIHNhbXBsZSBub25jZ===",
        "dGhlIHNhbXBs ZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ==\r"}) {
    EXPECT_FALSE(is_ws_key(bad)) << bad;
  }
}

TEST(WsHandshake, ClientAcceptsOnlyTheAnswerToItsOwnKey) {
  const auto head = ws_response_head(kKey);
  EXPECT_TRUE(accepts_ws_key(head, kKey));
  EXPECT_FALSE(accepts_ws_key(head, ws_key({})));
  EXPECT_FALSE(accepts_ws_key(head.substr(0, head.size() - 2), kKey));
  EXPECT_FALSE(accepts_ws_key("HTTP/1.1 429 Too Many Requests\r\n\r\n", kKey));
}

TEST(WsHandshake, ClientRefusesExtensionsAndRepeatedFields) {
  auto head = ws_response_head(kKey);
  head.resize(head.size() - 2);
  EXPECT_FALSE(accepts_ws_key(head + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n", kKey));
  EXPECT_FALSE(accepts_ws_key(head + "upgrade: websocket\r\n\r\n", kKey));
}

TEST(WsHandshake, RequestNamesHostKeyAndSubprotocol) {
  EXPECT_EQ(ws_request_head("localhost:8080", "/v1/ws", kKey),
            "GET /v1/ws HTTP/1.1\r\nHost: localhost:8080\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            "Sec-WebSocket-Protocol: parley.v1.json\r\n\r\n");
}

}  // namespace
}  // namespace parley
