#include "http/router.h"

#include <gtest/gtest.h>

namespace parley {
namespace {

class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    for (const std::string_view pattern :
         {"/", "/v1/me", "/v1/users", "/v1/devices/{id}", "/v1/devices/current/push",
          "/v1/conversations/{id}/members/{user}", "/v1/conversations/{id}/events/{seq}"}) {
      router_.add(Method::Get, pattern, nothing());
    }
    router_.add(Method::Delete, "/v1/devices/{id}", nothing());
    router_.add(Method::Put, "/v1/conversations/{id}/members/{user}", nothing());
    router_.add(Method::Post, "/v1/accounts", nothing());
    router_.add_upgrade("/v1/ws",
                        [](const Request&) -> Result<Takeover> { return fail(Errc::Forbidden); });
  }

  static Handler nothing() {
    return [](RequestContext&) -> Awaitable<Response> { co_return no_content(); };
  }

  Router::Match match(Method method, std::vector<std::string> segments) {
    return router_.match(method, segments);
  }

  Router router_;
};

TEST_F(RouterTest, FindsTheRouteOfMethodAndPath) {
  EXPECT_EQ(match(Method::Get, {""}).pattern, "/");
  EXPECT_EQ(match(Method::Get, {"v1", "me"}).pattern, "/v1/me");
  EXPECT_NE(match(Method::Get, {"v1", "me"}).handler, nullptr);
  EXPECT_NE(match(Method::Post, {"v1", "accounts"}).handler, nullptr);
}

TEST_F(RouterTest, TakesParametersByName) {
  auto found = match(Method::Put, {"v1", "conversations", "g1/2", "members", "17"});
  EXPECT_EQ(found.pattern, "/v1/conversations/{id}/members/{user}");
  const RequestContext context({}, std::move(found.parameters));
  EXPECT_EQ(context.parameter("id"), "g1/2");
  EXPECT_EQ(context.parameter("user"), "17");
}

TEST_F(RouterTest, TakesALiteralBeforeAParameterAndGoesBackWhereItLeadsNowhere) {
  EXPECT_EQ(match(Method::Get, {"v1", "devices", "current", "push"}).pattern,
            "/v1/devices/current/push");
  const auto found = match(Method::Delete, {"v1", "devices", "current"});
  EXPECT_EQ(found.pattern, "/v1/devices/{id}");
  EXPECT_EQ(found.parameters.front().second, "current");
}

TEST_F(RouterTest, FindsNothingForOtherPaths) {
  for (const std::vector<std::string>& path : std::vector<std::vector<std::string>>{
           {"v1"}, {"v1", "me", ""}, {"v1", "Me"}, {"v1", "devices", ""}, {"", "v1", "me"}, {}}) {
    const auto found = match(Method::Get, path);
    EXPECT_EQ(found.handler, nullptr);
    EXPECT_EQ(found.pattern, "");
    EXPECT_EQ(found.allow, "");
  }
}

TEST_F(RouterTest, NamesTheMethodsThatAreAllowedWhereThisOneIsNot) {
  const auto found = match(Method::Post, {"v1", "devices", "7"});
  EXPECT_EQ(found.handler, nullptr);
  EXPECT_EQ(found.allow, "GET, HEAD, DELETE");
  EXPECT_EQ(match(Method::Get, {"v1", "accounts"}).allow, "POST");
  EXPECT_EQ(match(Method::Post, {"v1", "ws"}).allow, "GET");
}

TEST_F(RouterTest, AnswersHeadWithTheHandlerOfGet) {
  EXPECT_EQ(match(Method::Head, {"v1", "me"}).handler, match(Method::Get, {"v1", "me"}).handler);
}

TEST_F(RouterTest, HandsWebSocketsToTheirOwnHandler) {
  const auto found = match(Method::Get, {"v1", "ws"});
  EXPECT_NE(found.upgrade, nullptr);
  EXPECT_EQ(found.handler, nullptr);
  EXPECT_EQ(match(Method::Head, {"v1", "ws"}).upgrade, nullptr);
}

TEST_F(RouterTest, GivesWhatHasNoRouteToTheFallbackForGetAlone) {
  router_.set_fallback(nothing());
  EXPECT_EQ(match(Method::Get, {"c", "g1"}).pattern, "/*");
  EXPECT_NE(match(Method::Head, {"c", "g1"}).handler, nullptr);
  EXPECT_EQ(match(Method::Post, {"c", "g1"}).handler, nullptr);
  EXPECT_EQ(match(Method::Get, {"v1", "me"}).pattern, "/v1/me");
}

}  // namespace
}  // namespace parley
