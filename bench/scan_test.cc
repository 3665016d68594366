#include "bench/scan.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "bench/frame.h"

namespace parley::bench {
namespace {

TEST(Scan, FindsFieldsInAnyOrderAndPassesOverTheRest) {
  Scan scan(R"({ "a" : {"seq": [1, {"x": "}]"}], "y": null} , "b":true,"seq": 42 , "c":-1.5e3})");
  std::string_view key;
  std::uint64_t seq = 0;
  std::vector<std::string> passed;
  for (scan.enter_object(); scan.next_key(key);) {
    if (key == "seq") {
      seq = scan.number();
    } else {
      passed.emplace_back(key);
      scan.skip();
    }
  }
  EXPECT_FALSE(scan.failed());
  EXPECT_EQ(seq, 42U);
  EXPECT_EQ(passed, (std::vector<std::string>{"a", "b", "c"}));
}

TEST(Scan, AQuoteBehindABackslashDoesNotEndAString) {
  Scan scan(R"(["say \"hi\"","\\","ü"])");
  std::vector<std::string> strings;
  for (scan.enter_array(); scan.next_element();) strings.emplace_back(scan.string());
  EXPECT_FALSE(scan.failed());
  EXPECT_EQ(strings, (std::vector<std::string>{R"(say \"hi\")", R"(\\)", "ü"}));
}

TEST(Scan, EmptyContainersHaveNoMembers) {
  std::string_view key;
  Scan object("{}");
  object.enter_object();
  EXPECT_FALSE(object.next_key(key));
  EXPECT_FALSE(object.failed());
  Scan array("[ ]");
  array.enter_array();
  EXPECT_FALSE(array.next_element());
  EXPECT_FALSE(array.failed());
}

TEST(Scan, ATextThatBreaksOffFailsAndEndsEveryLoop) {
  const std::string whole = R"({"items":[{"a":"b\"c","n":12},{}],"z":{"q":[1,2]}})";
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Scan scan(std::string_view(whole).substr(0, size));
    std::string_view key;
    for (scan.enter_object(); scan.next_key(key);) scan.skip();
    EXPECT_TRUE(scan.failed()) << size;
  }
}

TEST(ReadFrame, ItemsAreReadWithTheirEvents) {
  ServerFrame frame;
  std::vector<Item> items;
  ASSERT_TRUE(read_frame(
      R"({"type":"items","incarnation":3,"items":[)"
      R"({"inbox_seq":8,"conversation":"d1-2","event":{"seq":5,"ordinal":4,"kind":"message",)"
      R"("sender":"1","mentions":["2"],"text":"hello","revision":0}},)"
      R"({"inbox_seq":9,"event":{"kind":"read","through":5,"unread":0}}],"head":9})",
      frame, items));
  EXPECT_EQ(frame.type, "items");
  EXPECT_EQ(frame.incarnation, 3U);
  EXPECT_EQ(frame.head, 9U);
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].inbox_seq, 8U);
  EXPECT_EQ(items[0].seq, 5U);
  EXPECT_EQ(items[0].kind, "message");
  EXPECT_EQ(items[0].text, "hello");
  EXPECT_EQ(items[1].inbox_seq, 9U);
  EXPECT_EQ(items[1].kind, "read");
  EXPECT_EQ(items[1].text, "");
}

TEST(ReadFrame, WelcomeAcceptedAndErrorGiveWhatASenderNeeds) {
  std::vector<Item> items;
  ServerFrame welcome;
  ASSERT_TRUE(read_frame(R"({"type":"welcome","user":"7","head":{"incarnation":1,"inbox_seq":12},)"
                         R"("heartbeat_ms":30000,"limits":{"text":100000}})",
                         welcome, items));
  EXPECT_EQ(welcome.incarnation, 1U);
  EXPECT_EQ(welcome.head, 12U);
  EXPECT_EQ(welcome.heartbeat_ms, 30'000U);
  ServerFrame accepted;
  ASSERT_TRUE(read_frame(R"({"type":"accepted","ref":"17","outcome":{"seq":44,"duplicate":false}})",
                         accepted, items));
  EXPECT_EQ(accepted.ref, "17");
  EXPECT_EQ(accepted.outcome_seq, 44U);
  EXPECT_EQ(accepted.code, "");
  ServerFrame error;
  ASSERT_TRUE(read_frame(R"({"type":"error","ref":"3","code":"rate_limited"})", error, items));
  EXPECT_EQ(error.code, "rate_limited");
}

TEST(ReadFrame, WhatIsNoFrameIsRefused) {
  std::vector<Item> items;
  for (const char* text :
       {"", "[]", "{}", "null", R"({"type":7})", R"({"type":"items","items":{}})"}) {
    ServerFrame frame;
    EXPECT_FALSE(read_frame(text, frame, items)) << text;
  }
}

}  // namespace
}  // namespace parley::bench
