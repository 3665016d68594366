#include "http/request.h"

#include <gtest/gtest.h>

namespace parley {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::expected<Request, HttpFault> parse(std::string_view target, std::string_view fields = "") {
  std::string head = "GET ";
  head.append(target).append(" HTTP/1.1\r\nHost: a\r\n").append(fields).append("\r\n");
  EXPECT_TRUE(validate_head(head).has_value());
  return parse_request(head);
}

TEST(Request, HasItsPathInSegmentsDecodedOnce) {
  const auto request = parse("/v1/conversations/g17/messages/3/reactions/%F0%9F%91%8D?x=%2525");
  ASSERT_TRUE(request.has_value());
  EXPECT_EQ(request->method, Method::Get);
  EXPECT_EQ(request->path, "/v1/conversations/g17/messages/3/reactions/%F0%9F%91%8D");
  EXPECT_EQ(request->segments, (std::vector<std::string>{"v1", "conversations", "g17", "messages",
                                                         "3", "reactions", "👍"}));
  EXPECT_EQ(request->query, (Pairs{{"x", "%25"}}));
  EXPECT_EQ(parse("/")->segments, std::vector<std::string>{""});
  EXPECT_EQ(parse("/a//b%2Fc/")->segments, (std::vector<std::string>{"a", "", "b/c", ""}));
}

TEST(Request, HasItsQueryInOrder) {
  const auto request = parse("/?a=1&b&c=&a=2&&d=x+y%2B=z");
  ASSERT_TRUE(request.has_value());
  EXPECT_EQ(request->query, (Pairs{{"a", "1"}, {"b", ""}, {"c", ""}, {"a", "2"}, {"d", "x y+=z"}}));
  EXPECT_EQ(request->query_value("a"), "1");
  EXPECT_EQ(request->query_value("none"), std::nullopt);
}

TEST(Request, RefusesPathsAndQueriesThatAreNotText) {
  for (const std::string_view bad : {"/%ff", "/%00", "/a?b=%c3", "/?%00"}) {
    const auto request = parse(bad);
    ASSERT_FALSE(request.has_value()) << bad;
    EXPECT_EQ(request.error().status, 400);
  }
}

TEST(Request, FindsFieldsInWhateverCaseTheyCame) {
  const auto request = parse("/", "X-Forwarded-For: 1.1.1.1\r\nx-forwarded-FOR:  2.2.2.2 \r\n");
  EXPECT_EQ(request->field("x-forwarded-for"), "1.1.1.1");
  EXPECT_EQ(request->list_field("x-forwarded-for"), "1.1.1.1,2.2.2.2");
  EXPECT_EQ(request->field("accept"), std::nullopt);
}

TEST(Request, HasABearerTokenOnlyInThatForm) {
  EXPECT_EQ(parse("/", "Authorization: Bearer pt1_aB-_09\r\n")->bearer_token(), "pt1_aB-_09");
  EXPECT_EQ(parse("/", "Authorization: bearer  x\r\n")->bearer_token(), "x");
  EXPECT_EQ(parse("/")->bearer_token(), std::nullopt);
  for (const std::string_view bad :
       {"Bearer", "Bearer ", "Basic x", "Bearerx", "Bearer a b", "Bearer \"a\"", "Bearer a,b"}) {
    EXPECT_EQ(parse("/", "Authorization: " + std::string(bad) + "\r\n")->bearer_token(),
              std::nullopt)
        << bad;
  }
}

TEST(Request, OfAnUnknownMethodIsNotImplemented) {
  for (const std::string_view method : {"TRACE", "CONNECT", "get", "BREW"}) {
    const auto request = parse_request(std::string(method) + " / HTTP/1.1\r\nHost: a\r\n\r\n");
    ASSERT_FALSE(request.has_value());
    EXPECT_EQ(request.error().status, 501);
  }
}

TEST(Request, WithABodyIsReadUpToItsHead) {
  const auto sized = parse_request("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n");
  const auto chunked =
      parse_request("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  ASSERT_TRUE(sized.has_value());
  ASSERT_TRUE(chunked.has_value());
  EXPECT_EQ(sized->method, Method::Post);
  EXPECT_EQ(chunked->method, Method::Put);
}

}  // namespace
}  // namespace parley
