#include "http/head_validator.h"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

// 0 for a head that passes, else the status of its fault.
int status_of(std::string_view head) {
  const auto end = find_head_end(head, 0);
  if (!end) return end.error().status;
  if (*end != head.size()) return -1;
  const auto facts = validate_head(head);
  return facts ? 0 : facts.error().status;
}

// With the request line and fields, each line without its end.
std::string head(std::initializer_list<std::string_view> lines) {
  std::string text;
  for (const auto line : lines) text.append(line).append("\r\n");
  return text + "\r\n";
}

std::string get_with(std::string_view field) { return head({"GET / HTTP/1.1", "Host: a", field}); }
std::string post_with(std::string_view field) {
  return head({"POST / HTTP/1.1", "Host: a", field});
}
std::string get_target(std::string_view target) {
  return head({"GET " + std::string(target) + " HTTP/1.1", "Host: a"});
}

TEST(HeadValidator, PassesGoodHeads) {
  for (const auto& good : {
           head({"GET / HTTP/1.1", "Host: localhost:8080"}),
           head({"GET / HTTP/1.0"}),
           head({"DELETE /v1/contacts/17 HTTP/1.1", "host:[::1]:80"}),
           get_target("/v1/users?query=%D7%A9&ids=1,2;3"),
           get_target("/a//b/./..;x=1@:!$&'()*+~"),
           get_with("X: \t padded \t"),
           get_with("Empty:"),
           get_with("!#$%&'*+-.^_`|~9: obs-text \xe4 and tab\t"),
           post_with("Content-Length: 0"),
           post_with("content-length:\t123456789012345678"),
           post_with("Transfer-Encoding: Chunked"),
           head({"GET / HTTP/1.1", "Host: a", "Accept: b", "Accept: c"}),
       }) {
    EXPECT_EQ(status_of(good), 0) << good;
  }
}

TEST(HeadValidator, TellsHowTheBodyIsFramed) {
  EXPECT_EQ(validate_head(get_with("X: y"))->framing, BodyFraming::None);
  EXPECT_EQ(validate_head(post_with("Content-Length: 42"))->framing, BodyFraming::Length);
  EXPECT_EQ(validate_head(post_with("Content-Length: 42"))->content_length, 42U);
  EXPECT_EQ(validate_head(post_with("Transfer-Encoding: chunked"))->framing, BodyFraming::Chunked);
}

TEST(HeadValidator, TellsWhatTheConnectionIsToBe) {
  EXPECT_FALSE(validate_head(get_with("Connection: keep-alive"))->wants_close);
  EXPECT_TRUE(validate_head(get_with("Connection: x, Close"))->wants_close);
  EXPECT_TRUE(validate_head(head({"GET / HTTP/1.0", "Connection: keep-alive"}))->wants_close);
  EXPECT_TRUE(validate_head(post_with("Expect: 100-Continue"))->expects_continue);
  EXPECT_EQ(status_of(post_with("Expect: miracles")), 417);
}

TEST(HeadValidator, RefusesLineBreaksThatAreNotCrLf) {
  for (const std::string_view bad : {
           "GET / HTTP/1.1\nHost: a\n\n",
           "GET / HTTP/1.1\r\nHost: a\n\r\n",
           "GET / HTTP/1.1\r\nHost: a\r\n\n",
           "GET / HTTP/1.1\rHost: a\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n",
           "GET / HTTP/1.1\r\nX: b\rc\r\nHost: a\r\n\r\n",
           "GET / HTTP/1.1\r\nX: b\nContent-Length: 5\r\nHost: a\r\n\r\n",
           "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
           "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
       }) {
    EXPECT_EQ(status_of(bad), 400) << bad;
  }
}

TEST(HeadValidator, RefusesBadRequestLines) {
  for (const std::string_view bad :
       {"", " ", "GET", "GET /", "GET  / HTTP/1.1", "GET /  HTTP/1.1", "GET / HTTP/1.1 ",
        " GET / HTTP/1.1", "GET\t/ HTTP/1.1", "G(T / HTTP/1.1", "GET / http/1.1", "GET / HTTP/11",
        "GET / HTTP/1.1x", "GET / HTTP/1,1", "GET / HTTPS/1.1", "GET /a b HTTP/1.1"}) {
    EXPECT_EQ(status_of(head({bad, "Host: a"})), 400) << bad;
  }
  EXPECT_EQ(status_of(head({"GET / HTTP/2.0", "Host: a"})), 505);
  EXPECT_EQ(status_of(head({"GET / HTTP/0.9", "Host: a"})), 505);
}

TEST(HeadValidator, RefusesTargetsThatAreNotAPathOrHoldOddCharacters) {
  for (const std::string_view bad :
       {"*",         "a",  "http://a/", "//a\\b", "a:443", "/#fragment", "/\"",
        "/<",        "/^", "/`",        "/{a}",   "/|",    "/\x7f",      "/\x01",
        "/\xc3\xa9", "/%", "/%4",       "/%4g",   "/%g4",  "/[",         "?a=b"}) {
    EXPECT_EQ(status_of(get_target(bad)), 400) << bad;
  }
  EXPECT_EQ(status_of(get_target(std::string("/\0", 2))), 400);
  EXPECT_EQ(status_of(get_target("/" + std::string(kTargetBytesMax, 'a'))), 414);
}

TEST(HeadValidator, RefusesOddFields) {
  for (const std::string_view bad :
       {"Host : a", " folded", "\tfolded", "no colon", ": no name", "Na me: x", "Na\tme: x",
        "N\xe4me: x", "N(me): x", "X: a\x01", "X: a\x7f", "X: a\x0b"}) {
    EXPECT_EQ(status_of(get_with(bad)), 400) << bad;
  }
  EXPECT_EQ(status_of(get_with(std::string("X: a\0b", 6))), 400);
  EXPECT_EQ(status_of(get_with(std::string("X\0: a", 5))), 400);
}

TEST(HeadValidator, RefusesFramingThatCouldBeReadInTwoWays) {
  for (const auto& bad : {
           head({"POST / HTTP/1.1", "Host: a", "Content-Length: 5", "Transfer-Encoding: chunked"}),
           head({"POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "content-length: 5"}),
           head({"POST / HTTP/1.1", "Host: a", "Content-Length: 5", "Content-Length: 5"}),
           head({"POST / HTTP/1.1", "Host: a", "Content-Length: 5", "CONTENT-LENGTH: 6"}),
           head({"POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked",
                 "Transfer-Encoding: chunked"}),
           post_with("Content-Length: 5, 5"),
           post_with("Content-Length: +5"),
           post_with("Content-Length: -5"),
           post_with("Content-Length: 0x5"),
           post_with("Content-Length: 5 5"),
           post_with("Content-Length:"),
           post_with("Content-Length: 18446744073709551617"),
           post_with("Content-Length : 5"),
           post_with("Transfer-Encoding: chunked, chunked"),
           post_with("Transfer-Encoding: gzip, chunked"),
           post_with("Transfer-Encoding: chunked, identity"),
           post_with("Transfer-Encoding : chunked"),
           post_with("Transfer-Encoding: \x0b"
                     "chunked"),
           head({"POST / HTTP/1.0", "Transfer-Encoding: chunked"}),
       }) {
    EXPECT_EQ(status_of(bad), 400) << bad;
  }
  EXPECT_EQ(status_of(post_with("Transfer-Encoding: gzip")), 501);
  EXPECT_EQ(status_of(post_with("Transfer-Encoding: xchunked")), 501);
  EXPECT_EQ(status_of(post_with("Transfer-Encoding: \"chunked\"")), 501);
}

TEST(HeadValidator, WantsOneGoodHost) {
  EXPECT_EQ(status_of(head({"GET / HTTP/1.1"})), 400);
  EXPECT_EQ(status_of(head({"GET / HTTP/1.1", "Host: a", "Host: a"})), 400);
  EXPECT_EQ(status_of(head({"GET / HTTP/1.0", "Host: a", "host: b"})), 400);
  for (const std::string_view bad : {"Host:", "Host: a b", "Host: a/b", "Host: u@a", "Host: a,b"}) {
    EXPECT_EQ(status_of(head({"GET / HTTP/1.1", bad})), 400) << bad;
  }
}

TEST(HeadValidator, RefusesASecondCredentialOrKey) {
  EXPECT_EQ(status_of(head({"GET / HTTP/1.1", "Host: a", "Authorization: Bearer x",
                            "authorization: Bearer y"})),
            400);
  EXPECT_EQ(
      status_of(head({"GET / HTTP/1.1", "Host: a", "Idempotency-Key: x", "Idempotency-Key: y"})),
      400);
}

TEST(HeadValidator, RefusesHeadsWithoutAnEndInSight) {
  const auto just = get_with("X: " + std::string(kHeadBytesMax - 32, 'x'));
  ASSERT_EQ(just.size(), kHeadBytesMax);
  EXPECT_EQ(status_of(just), 0);
  EXPECT_EQ(status_of(get_with("X: " + std::string(kHeadBytesMax - 31, 'x'))), 431);
  EXPECT_EQ(find_head_end(std::string(kHeadBytesMax - 1, 'x'), 0), 0U);
  EXPECT_EQ(find_head_end(std::string(kHeadBytesMax, 'x'), 0).error().status, 431);

  std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (std::size_t i = 0; i < kHeadFieldsMax; ++i) many += "X: y\r\n";
  EXPECT_EQ(status_of(many + "\r\n"), 431);
}

TEST(HeadValidator, FindsTheSameEndInPieces) {
  const auto first = get_with("X: y");
  for (std::size_t size = 0; size <= first.size(); ++size) {
    const auto end =
        find_head_end(std::string_view(first).substr(0, size), size == 0 ? 0 : size - 1);
    EXPECT_EQ(end, size == first.size() ? size : 0U) << size;
  }
  EXPECT_EQ(find_head_end(first + get_with("Y: z"), 0), first.size());
}

}  // namespace
}  // namespace parley
