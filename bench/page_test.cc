#include "bench/page.h"

#include <gtest/gtest.h>

namespace parley::bench {
namespace {

TEST(Page, TheConversationsOfAListAreFoundInItsOrder) {
  EXPECT_EQ(
      conversations_of(R"({"conversations":[{"conversation":"g7","last_message":)"
                       R"({"conversation":"no","seq":1}},{"unread":2,"conversation":"d1-2"}],)"
                       R"("users":[]})"),
      (std::vector<std::string>{"g7", "d1-2"}));
  EXPECT_TRUE(conversations_of(R"({"users":[]})").empty());
  EXPECT_TRUE(conversations_of("").empty());
}

TEST(Page, EventsAreCountedWhereTheirSeqsGoUpOneByOne) {
  EXPECT_EQ(events_of(R"({"events":[{"seq":4},{"kind":"message","seq":5}],"has_more":true})"), 2U);
  EXPECT_EQ(events_of(R"({"events":[{"seq":4},{"seq":6}]})"), 0U);
  EXPECT_EQ(events_of(R"({"events":[]})"), 0U);
  EXPECT_EQ(events_of(R"({"events":[{"seq":4})"), 0U);
}

}  // namespace
}  // namespace parley::bench
