#include "http/client_address.h"

#include <gtest/gtest.h>

namespace parley {
namespace {

TrustedProxies proxies(std::vector<std::string> networks) {
  auto parsed = TrustedProxies::parse(networks);
  EXPECT_TRUE(parsed.has_value());
  return *std::move(parsed);
}

TEST(ClientAddress, IsThePeerUnlessThePeerIsTrusted) {
  EXPECT_EQ(client_address("203.0.113.9", "198.51.100.1", {}), "203.0.113.9");
  EXPECT_EQ(client_address("203.0.113.9", "198.51.100.1", proxies({"10.0.0.0/8"})), "203.0.113.9");
}

TEST(ClientAddress, IsTheLastThatNoTrustedProxyHas) {
  const auto trusted = proxies({"10.0.0.0/8", "::1"});
  EXPECT_EQ(client_address("10.1.2.3", "192.0.2.7, 198.51.100.1, 10.9.9.9", trusted),
            "198.51.100.1");
  EXPECT_EQ(client_address("::1", "2001:DB8::0:1", trusted), "2001:db8::1");
  EXPECT_EQ(client_address("::ffff:10.1.2.3", "198.51.100.1", trusted), "198.51.100.1");
}

TEST(ClientAddress, IsTheLastBelievedWhereTheListEndsOrBreaksOff) {
  const auto trusted = proxies({"10.0.0.0/8"});
  EXPECT_EQ(client_address("10.1.2.3", "", trusted), "10.1.2.3");
  EXPECT_EQ(client_address("10.1.2.3", "10.4.4.4", trusted), "10.4.4.4");
  EXPECT_EQ(client_address("10.1.2.3", "198.51.100.1, unknown", trusted), "10.1.2.3");
  EXPECT_EQ(client_address("10.1.2.3", "198.51.100.1, 10.4.4.4,", trusted), "10.1.2.3");
}

TEST(TrustedProxies, ContainsByPrefixOfEitherFamily) {
  const auto trusted = proxies({"192.168.16.0/20", "2001:db8::/33", "0.0.0.0/32"});
  EXPECT_TRUE(trusted.contains("192.168.31.255"));
  EXPECT_FALSE(trusted.contains("192.168.32.0"));
  EXPECT_TRUE(trusted.contains("::ffff:192.168.16.1"));
  EXPECT_TRUE(trusted.contains("2001:db8:7fff::1"));
  EXPECT_FALSE(trusted.contains("2001:db8:8000::1"));
  EXPECT_FALSE(trusted.contains("no address"));
}

TEST(TrustedProxies, RefusesWhatIsNoNetwork) {
  for (const std::string bad :
       {"", "example.org", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8x", "::/129"}) {
    EXPECT_FALSE(TrustedProxies::parse(std::vector{bad}).has_value()) << bad;
  }
}

}  // namespace
}  // namespace parley
