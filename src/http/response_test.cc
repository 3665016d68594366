#include "http/response.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parley {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr Sending kSending{.now = TimeMs{784'111'777'000}};  // The example of RFC 9110.

TEST(Response, OfAProblemSaysCodeAndRetryAndKeepsTheDetail) {
  const auto response = problem({Errc::Overloaded, "queue of 7", Milliseconds{1200}});
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.body, R"({"title":"a queue is full","status":503,"code":"overloaded",)"
                           R"("retry":"later","retry_after_ms":1200})");
  EXPECT_EQ(response.detail, "queue of 7");
  const auto head = response_head(response, kSending);
  EXPECT_THAT(head, HasSubstr("Content-Type: application/problem+json\r\n"));
  EXPECT_THAT(head, HasSubstr("Retry-After: 2\r\n"));
  EXPECT_THAT(head, Not(HasSubstr("queue of 7")));
}

TEST(Response, OfAProblemSaysWhenToTryAgainWhereverThatMayHelp) {
  EXPECT_THAT(response_head(problem({Errc::Draining, ""}), kSending),
              HasSubstr("Retry-After: 1\r\n"));
  EXPECT_THAT(response_head(problem({Errc::NotFound, ""}), kSending),
              Not(HasSubstr("Retry-After")));
  const auto limited =
      response_head(problem({Errc::RateLimited, "", Milliseconds{4'001}}), kSending);
  EXPECT_THAT(limited, HasSubstr("RateLimit-Remaining: 0\r\nRateLimit-Reset: 5\r\n"));
}

TEST(Response, OfAProblemMayHaveAStatusThatTheTableHasNot) {
  const auto response = problem(405, {Errc::BadRequest, ""});
  EXPECT_EQ(response.status, 405);
  EXPECT_THAT(response.body, HasSubstr(R"("status":405,"code":"bad_request","retry":"never"})"));
}

TEST(Response, HasAHeadWithDateLengthAndSafeDefaults) {
  EXPECT_EQ(response_head(json_response(201, "{}"), {.now = kSending.now, .request_id = "0a"}),
            "HTTP/1.1 201 Created\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 2\r\n"
            "Content-Type: application/json\r\nX-Content-Type-Options: nosniff\r\n"
            "Cache-Control: no-store\r\nX-Request-Id: 0a\r\n\r\n");
}

TEST(Response, WithoutContentHasNoLength) {
  const auto head = response_head(no_content(), kSending);
  EXPECT_THAT(head, testing::StartsWith("HTTP/1.1 204 No Content\r\n"));
  EXPECT_THAT(head, Not(HasSubstr("Content-Length")));
  EXPECT_THAT(head, Not(HasSubstr("Content-Type:")));
}

TEST(Response, MayBeCachedIfItSaysSo) {
  auto response = json_response(200, "{}");
  response.fields.emplace_back("Cache-Control", "max-age=60");
  const auto head = response_head(response, kSending);
  EXPECT_THAT(head, HasSubstr("Cache-Control: max-age=60\r\n"));
  EXPECT_THAT(head, Not(HasSubstr("no-store")));
}

TEST(Response, CannotBeSplitByTheValueOfAField) {
  auto response = json_response(200, "{}");
  response.fields.emplace_back("Location", "/a\r\nSet-Cookie: b\x7f");
  EXPECT_THAT(response_head(response, kSending), HasSubstr("Location: /a??Set-Cookie: b?\r\n"));
}

TEST(Response, ThatClosesSaysSo) {
  EXPECT_THAT(response_head(no_content(), {.now = kSending.now, .closes = true}),
              HasSubstr("Connection: close\r\n"));
}

}  // namespace
}  // namespace parley
