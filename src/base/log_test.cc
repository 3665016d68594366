#include "base/log.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parley {
namespace {

constexpr TimeMs kHalfPastNine{1'769'851'800'125};

std::string line(LogFormat format, const std::vector<LogField>& fields) {
  return log_line(format, LogLevel::Info, kHalfPastNine, "session_opened", fields);
}

TEST(LogLines, AreJsonForPrograms) {
  EXPECT_EQ(line(LogFormat::Json, {{"user", UserId{17}},
                                   {"conversation", ConversationId::of(GroupId{5})},
                                   {"seq", Seq{9}},
                                   {"owed", -12},
                                   {"share", 0.5},
                                   {"resumed", true},
                                   {"reason", "slow"},
                                   {"took_ms", Milliseconds{20}}}),
            R"({"at":"2026-01-31T09:30:00.125Z","level":"info","event":"session_opened",)"
            R"("user":"17","conversation":"g5","seq":9,"owed":-12,"share":0.5,"resumed":true,)"
            R"("reason":"slow","took_ms":20})");
}

TEST(LogLines, AreTextForPeople) {
  EXPECT_EQ(line(LogFormat::Text, {{"user", UserId{17}}, {"reason", "too slow"}}),
            R"(09:30:00.125 info    session_opened user=17 reason="too slow")");
}

TEST(LogLines, CarryTheCodeAndTheDetailOfAnError) {
  const Error error{Errc::StoreFailed, "write: no space"};
  EXPECT_EQ(line(LogFormat::Text, {{"error", error}}),
            R"(09:30:00.125 info    session_opened error="store_failed: write: no space")");
  EXPECT_EQ(line(LogFormat::Text, {{"code", Errc::NotFound}}),
            "09:30:00.125 info    session_opened code=not_found");
}

TEST(LogLines, KeepHostileTextOnOneLine) {
  const OperatorText text{"a\"b\\c\nd\x1b[0m"};
  EXPECT_TRUE(
      line(LogFormat::Json, {{"path", text}}).ends_with(R"("path":"a\"b\\c\u000ad\u001b[0m"})"));
  EXPECT_EQ(line(LogFormat::Text, {{"path", text}}).find('\n'), std::string::npos);
}

TEST(LogLines, AreValidUtf8WhateverALibrarySays) {
  EXPECT_TRUE(line(LogFormat::Json, {{"path", OperatorText{"Gr\xfc\xdf\x65"}}})
                  .ends_with(R"("path":"Gr\u00fc\u00dfe"})"));
  EXPECT_TRUE(
      line(LogFormat::Json, {{"path", OperatorText{"Grüße"}}}).ends_with(R"("path":"Grüße"})"));
}

TEST(Log, DropsWhatIsBelowItsLevel) {
  set_log(LogLevel::Warning, LogFormat::Text);
  testing::internal::CaptureStderr();
  log_info("session_opened");
  log_warning("disk_full", {{"free", 12}});
  const std::string written = testing::internal::GetCapturedStderr();
  set_log(LogLevel::Debug, LogFormat::Text);
  EXPECT_TRUE(written.ends_with(" warning disk_full free=12\n")) << written;
  EXPECT_EQ(written.find("session_opened"), std::string::npos);
}

template <class T>
concept CanBeLogged = std::is_convertible_v<T, LogValue>;

TEST(LogValues, AreNeverTextsThatPeopleWrote) {
  static_assert(CanBeLogged<int> && CanBeLogged<UserId> && CanBeLogged<Seq> && CanBeLogged<Errc>);
  static_assert(!CanBeLogged<std::string>);
  static_assert(!CanBeLogged<std::string_view>);
  static_assert(!CanBeLogged<const char*>);
}

}  // namespace
}  // namespace parley
