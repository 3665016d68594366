#include "terminal/link_rules.h"

#include <gtest/gtest.h>

#include "terminal/server_address.h"

namespace parley::terminal {
namespace {

AfterClose after(int code, bool used_ticket = false) {
  return after_close(static_cast<WsCloseCode>(code), used_ticket);
}

TEST(LinkRules, MostClosesAreFollowedByANewConnection) {
  for (const int code : {1000, 1001, 1005, 1008, 1009, 4000, 4408, 4499}) {
    EXPECT_EQ(after(code), AfterClose::Reconnect) << code;
  }
}

TEST(LinkRules, SomeClosesAreFinal) {
  EXPECT_EQ(after(4409), AfterClose::Replaced);
  EXPECT_EQ(after(4501), AfterClose::LoggedOut);
  EXPECT_EQ(after(4502), AfterClose::LoggedOut);
  EXPECT_EQ(after(4502, true), AfterClose::LoggedOut);
  EXPECT_EQ(after(4503), AfterClose::GiveUp);
  EXPECT_EQ(after(4999), AfterClose::GiveUp);
}

TEST(LinkRules, ATicketThatIsNotLikedIsReplacedByTheToken) {
  EXPECT_EQ(after(4501, true), AfterClose::UseToken);
}

TEST(LinkRules, TheBackoffIsSpreadAndGrowsToALimit) {
  SeededRandom random(1);
  Milliseconds longest{};
  Milliseconds shortest = kBackoffMost;
  for (int i = 0; i < 200; ++i) {
    EXPECT_LE(backoff(0, random), kBackoffFirst);
    const auto late = backoff(1'000, random);
    longest = std::max(longest, late);
    shortest = std::min(shortest, late);
  }
  EXPECT_LE(longest, kBackoffMost);
  EXPECT_GT(longest, kBackoffMost * 9 / 10);
  EXPECT_LT(shortest, kBackoffMost / 10);
}

TEST(ServerAddress, AUrlNamesHostAndPort) {
  EXPECT_EQ(server_address_from("http://127.0.0.1:8400").value(),
            (ServerAddress{"127.0.0.1", "8400"}));
  EXPECT_EQ(server_address_from("http://chat.example/").value(),
            (ServerAddress{"chat.example", "80"}));
  EXPECT_EQ(server_address_from("http://[::1]:8400").value().authority(), "[::1]:8400");
}

TEST(ServerAddress, AnythingElseIsRefusedWithASentence) {
  for (const auto* url :
       {"", "chat.example", "https://chat.example", "http://", "http://a:", "http://a:port",
        "http://a b", "http://[::1", "http://a/path", "http://a\r\nX: y"}) {
    EXPECT_FALSE(server_address_from(url)) << url;
  }
}

}  // namespace
}  // namespace parley::terminal
