#include "bench/options.h"

#include <gtest/gtest.h>

#include <vector>

namespace parley::bench {
namespace {

Result<Options> parse(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  return options_from(arguments);
}

TEST(Options, NamedValuesReplaceTheDefaults) {
  const auto options = parse({"--server", "127.0.0.3:8400", "--pid", "12", "--kind", "relay",
                              "--warm-up-ms", "7", "--senders", "2"});
  ASSERT_TRUE(options) << options.error().detail;
  EXPECT_EQ(options->server.address, 0x7f000003U);
  EXPECT_EQ(options->server.port, 8400);
  EXPECT_EQ(options->pid, 12);
  EXPECT_EQ(options->kind, ServerKind::Relay);
  EXPECT_EQ(options->warm_up_ms, 7U);
  EXPECT_EQ(options->senders, 2U);
  EXPECT_EQ(options->window, Options{}.window);
}

TEST(Options, WhatCannotBeMeantIsRefused) {
  const std::vector<std::string> good = {"--server", "127.0.0.1:1", "--pid", "1"};
  for (const auto& more : std::vector<std::vector<std::string>>{{"--colour", "1"},
                                                                {"--rooms", "many"},
                                                                {"--rooms", "-1"},
                                                                {"--rooms"},
                                                                {"--kind", "carrier pigeon"},
                                                                {"--senders", "3"},
                                                                {"--server", "localhost"},
                                                                {"--server", "127.0.0.1:70000"}}) {
    auto words = good;
    words.insert(words.end(), more.begin(), more.end());
    EXPECT_FALSE(parse(words)) << more.back();
  }
  EXPECT_FALSE(parse({"--pid", "1"}));
}

}  // namespace
}  // namespace parley::bench
