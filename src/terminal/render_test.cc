#include "terminal/render.h"

#include <gtest/gtest.h>

#include <set>

#include "base/unicode.h"
#include "terminal/fake_events.h"

namespace parley::terminal {
namespace {

class RenderTest : public testing::Test {
 protected:
  RenderTest() {
    apply(profile, romeo_at_10());
    profile.chats[kGroup] = {.id = kGroup, .title = "ver\x1b[2Jona"};
  }

  Profile profile;
  Names names{profile};
};

TEST_F(RenderTest, ControlCharactersAreWrittenOut) {
  EXPECT_EQ(harmless("a\x1b[31mb\x07"), "a<1B>[31mb<07>");
  EXPECT_EQ(harmless("\xc2\x9b"
                     "31m"),
            "<9B>31m");
  EXPECT_EQ(harmless("a\rb\x7f"), "a<0D>b<7F>");
  EXPECT_EQ(harmless("\xe2\x80\xae"
                     "evil"),
            "<202E>evil");
  EXPECT_EQ(harmless("ä ☾ 👍\n\tx"), "ä ☾ 👍\n x");
  EXPECT_EQ(one_line("a\nb"), "a<0A>b");
}

TEST_F(RenderTest, AMessageNamesItsNumberItsTimeAndItsSender) {
  const std::string line = event_text(names, message_of(12, kJuliet, "Ay me!"));
  EXPECT_TRUE(line.starts_with("[12] ")) << line;
  EXPECT_TRUE(line.ends_with(" juliet: Ay me!")) << line;
  EXPECT_TRUE(event_text(names, message_of(1, kRomeo, "a")).ends_with(" you: a"));
}

TEST_F(RenderTest, ATextCannotMakeALineThatLooksLikeOurs) {
  const std::string line = event_text(names, message_of(1, kJuliet, "a\n[2] 10:00 romeo: forged"));
  EXPECT_TRUE(line.ends_with("a\n    [2] 10:00 romeo: forged")) << line;
}

TEST_F(RenderTest, NothingThatOthersChoseReachesTheTerminalRaw) {
  profile.people[UserId{3}] = {UserId{3}, "ty\x1b]0;balt", ""};
  auto message = message_of(1, UserId{3}, "\x1b[2J");
  message.reactions = {{"\x1b[1m", {kRomeo}}};
  Happening happening{kGroup, message, {}};
  std::string all = happening_text(names, happening, false);
  all += chat_text(names, profile.chats[kGroup], true);
  all += device_text({DeviceId{1}, "\x1b[3m", "\x1b[4m"});
  all += failed_text(names, {.conversation = kGroup, .text = "\x1b[5m"}, Errc::Forbidden);
  all += event_text(names, creation_of(1, "\x1b[6m", {UserId{3}}));
  EXPECT_EQ(all.find('\x1b'), all.npos) << all;
}

TEST_F(RenderTest, AMessageIsShownAsItStandsNow) {
  auto message = message_of(1, kJuliet, "b");
  message.edited_at = TimeMs{1};
  message.reply_to = Seq{9};
  message.reactions = {{"👍", {kRomeo, kJuliet}}};
  EXPECT_TRUE(event_text(names, message).ends_with("juliet: (to [9]) b (edited) 👍×2"))
      << event_text(names, message);
  message.deleted = true;
  EXPECT_TRUE(event_text(names, message).ends_with("juliet: (deleted)"));
}

TEST_F(RenderTest, WhatHappensElsewhereSaysWhere) {
  const Happening happening{kDirect, message_of(1, kJuliet, "a"), {}};
  EXPECT_TRUE(happening_text(names, happening, false).starts_with("(juliet) [1] "));
  EXPECT_TRUE(happening_text(names, happening, true).starts_with("[1] "));
}

TEST_F(RenderTest, ARefusalQuotesWhatWasNotSent) {
  const Happening happening{kDirect, wire::RejectedEvent{id_of(1), Errc::CannotMessage},
                            OutboxRow{.conversation = kDirect, .text = "adieu"}};
  EXPECT_EQ(happening_text(names, happening, true),
            "! not sent: “adieu” to juliet. You cannot write to this person.");
}

TEST_F(RenderTest, EveryCodeHasASentenceForPeople) {
  for (std::uint16_t wire = 0; wire < 2'000; ++wire) {
    const auto code = errc_from_wire(wire);
    if (!code) continue;
    EXPECT_TRUE(explanation(*code).ends_with("."));
    EXPECT_EQ(explanation(*code).find('_'), std::string_view::npos);
  }
}

TEST_F(RenderTest, MembersComeAndGo) {
  wire::MembersEvent members = members_of(2, kJuliet);
  members.added = {kRomeo};
  members.roles = {{kRomeo, wire::Role::Admin}};
  EXPECT_EQ(event_text(names, members), "— juliet added you; you: now admin");
  members.added.clear();
  members.roles.clear();
  members.removed = {kJuliet};
  EXPECT_EQ(event_text(names, members), "— juliet left");
}

}  // namespace
}  // namespace parley::terminal
