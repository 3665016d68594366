#include "base/config.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "base/options.h"

namespace parley {
namespace {

std::string problems_of(std::string_view toml, const Environment& environment = {}) {
  const auto config = parse_config(toml, "parley.toml", environment);
  return config ? "" : config.error().detail;
}

TEST(Config, HasDefaultsThatNeedNoFile) {
  const auto config = load_config("", {});
  ASSERT_TRUE(config);
  EXPECT_EQ(config->server.listen, "127.0.0.1:8400");
  EXPECT_EQ(config->limits.submissions_burst, 30U);
}

TEST(Config, IsReadFromToml) {
  const auto config = parse_config(R"(
    [server]
    listen = "0.0.0.0:0"
    trusted_proxies = ["10.0.0.0/8", "::1"]
    [limits]
    sign_ups_a_minute = 1_000
    [accounts]
    password_cost = "minimum"
    [log]
    level = "warning"
    format = "json"
  )",
                                   "parley.toml", {});
  ASSERT_TRUE(config) << config.error().detail;
  EXPECT_EQ(config->server.listen, "0.0.0.0:0");
  EXPECT_EQ(config->server.trusted_proxies, (std::vector<std::string>{"10.0.0.0/8", "::1"}));
  EXPECT_EQ(config->limits.sign_ups_a_minute, 1'000U);
  EXPECT_EQ(config->accounts.password_cost, PasswordCost::Minimum);
  EXPECT_EQ(config->log.level, LogLevel::Warning);
  EXPECT_EQ(config->log.format, LogFormat::Json);
}

TEST(Config, NamesFileAndLineOfEveryUnknownKey) {
  EXPECT_EQ(problems_of("[server]\nlisen = \"x:1\"\n\n[sever]\na = 1\n"),
            "parley.toml:2: [server] has no key \"lisen\"\n"
            "parley.toml:4: there is no section [sever]");
  EXPECT_EQ(problems_of("listen = \"127.0.0.1:1\""), "parley.toml:1: there is no section [listen]");
}

TEST(Config, RefusesValuesOfTheWrongTypeOrRange) {
  EXPECT_EQ(problems_of("[limits]\npage = \"100\""),
            "parley.toml:2: [limits] page takes a whole number from 1 to 100");
  for (const auto* toml :
       {"[limits]\npage = 101", "[limits]\npage = 0", "[limits]\npage = -1", "[limits]\npage = 1.5",
        "[limits]\npage = 9223372036854775807", "[limits]\npage = true", "[limits]\npage = [1]",
        "[server]\ndata = 5", "[server]\nlisten = \"nowhere\"", "[server]\nlisten = \"a:65536\"",
        "[server]\nallowed_origins = \"x\"", "[server]\nallowed_origins = [1]",
        "[log]\nlevel = \"loud\"", "[log]\nlevel = 1", "[accounts]\npassword_cost = \"none\"",
        "[limits]\nusername_characters_min = 20\nusername_characters = 10"}) {
    EXPECT_NE(problems_of(toml), "") << toml;
  }
}

TEST(Config, SaysWhereTomlIsBroken) {
  EXPECT_TRUE(problems_of("[server]\nlisten = \n").starts_with("parley.toml:2: "));
}

TEST(Config, IsOverriddenByTheEnvironment) {
  const auto config =
      parse_config("[server]\npublic_url = \"file\"\nregion = \"file\"", "parley.toml",
                   {{"PARLEY_SERVER_PUBLIC_URL", "environment"},
                    {"PARLEY_LIMITS_PAGE", "50"},
                    {"PARLEY_SERVER_ALLOWED_ORIGINS", "https://a,https://b"},
                    {"HOME", "/"}});
  ASSERT_TRUE(config) << config.error().detail;
  EXPECT_EQ(config->server.public_url, "environment");
  EXPECT_EQ(config->server.region, "file");
  EXPECT_EQ(config->limits.page, 50U);
  EXPECT_EQ(config->server.allowed_origins, (std::vector<std::string>{"https://a", "https://b"}));
}

TEST(Config, RefusesUnknownVariablesOfItsOwnSectionsOnly) {
  EXPECT_EQ(problems_of("", {{"PARLEY_SERVER_LISEN", "x"}}), "PARLEY_SERVER_LISEN is no option");
  EXPECT_EQ(problems_of("", {{"PARLEY_LIMITS_PAGE", "many"}}),
            "PARLEY_LIMITS_PAGE takes a whole number from 1 to 100");
  EXPECT_EQ(problems_of("", {{"PARLEY_PORT_8400_TCP", "tcp://10.0.0.1"}}), "");
}

TEST(Config, ReadsAValueFromTheFileThatAVariableNames) {
  const auto path = std::filesystem::path(testing::TempDir()) / "parley_config_test_name";
  std::ofstream(path) << "from a file\n";
  const auto config = load_config("", {{"PARLEY_SERVER_PUBLIC_URL_FILE", path.string()}});
  std::filesystem::remove(path);
  ASSERT_TRUE(config) << config.error().detail;
  EXPECT_EQ(config->server.public_url, "from a file");

  EXPECT_EQ(problems_of("", {{"PARLEY_SERVER_PUBLIC_URL_FILE", path.string()}}),
            "PARLEY_SERVER_PUBLIC_URL_FILE: cannot read the file it names");
  EXPECT_EQ(
      problems_of("", {{"PARLEY_SERVER_PUBLIC_URL", "a"}, {"PARLEY_SERVER_PUBLIC_URL_FILE", "b"}}),
      "PARLEY_SERVER_PUBLIC_URL and PARLEY_SERVER_PUBLIC_URL_FILE are both set");
}

TEST(Config, ThatIsMissingIsAnError) {
  const auto config = load_config("no/such/parley.toml", {});
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().detail, "no/such/parley.toml: cannot be read");
}

TEST(CommentedConfig, IsValidAsItStandsAndWithEveryOptionUncommented) {
  std::string text = commented_config();
  EXPECT_EQ(problems_of(text), "");
  std::string uncommented;
  std::size_t options_seen = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    std::string line = text.substr(at, end - at);
    if (line.size() > 1 && line[0] == '#' && line[1] != ' ') {
      line.erase(0, 1);
      ++options_seen;
    }
    uncommented += line + "\n";
    at = end + 1;
  }
  EXPECT_EQ(problems_of(uncommented), "");
  EXPECT_EQ(options_seen, options().size());
}

TEST(Options, AreDocumentedAndNamedOnce) {
  std::set<std::pair<std::string_view, std::string_view>> names;
  for (const Option& option : options()) {
    EXPECT_TRUE(names.emplace(option.section, option.key).second) << option.key;
    EXPECT_TRUE(option.what.ends_with('.')) << option.key;
    EXPECT_FALSE(option.key.ends_with("_file")) << "the suffix names a file that holds the value";
  }
}

TEST(HostPort, IsReadWithNamesAndBothKindsOfAddress) {
  EXPECT_EQ(host_port_from("127.0.0.1:8400"), (HostPort{"127.0.0.1", 8400}));
  EXPECT_EQ(host_port_from("[::1]:0"), (HostPort{"::1", 0}));
  EXPECT_EQ(host_port_from("chat.example.org:443"), (HostPort{"chat.example.org", 443}));
  for (const auto* text : {"", ":1", "host", "host:", "host:x", "host:65536", "host:-1", "::1:80",
                           "[::1]", "[host]:1", "[]:1", "host:1 "}) {
    EXPECT_EQ(host_port_from(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace parley
