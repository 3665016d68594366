#include "conversations/command_codec.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "conversations/arbitrary.h"

namespace parley {
namespace {

std::string bytes_of(const Command& command) {
  std::string bytes;
  encode(command, bytes);
  return bytes;
}

Command closing() {
  Command command;
  command.body = CloseGroup{};
  return command;
}

RC_GTEST_PROP(CommandCodec, ReadsBackWhatItWrote, ()) {
  const Command command = *any_command();
  const auto read = decode_command(bytes_of(command));
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == command);
}

RC_GTEST_PROP(CommandCodec, RefusesEveryPartOfACommand, ()) {
  const std::string bytes = bytes_of(*any_command());
  const auto size = *rc::gen::inRange<std::size_t>(0, bytes.size());
  RC_ASSERT(!decode_command(std::string_view(bytes).substr(0, size)));
}

TEST(CommandCodec, AppendsToWhatIsThere) {
  std::string bytes = "before";
  encode(closing(), bytes);
  EXPECT_EQ(decode_command(std::string_view(bytes).substr(6)), closing());
}

TEST(CommandCodec, RefusesBytesBehindACommand) {
  EXPECT_EQ(decode_command(bytes_of(closing()) + "x").error().code, Errc::StoreFailed);
}

TEST(CommandCodec, RefusesAnotherVersion) {
  Command command = closing();
  command.version = kRulesVersion + 1;
  EXPECT_EQ(decode_command(bytes_of(command)).error().code, Errc::StoreFailed);
}

TEST(CommandCodec, RefusesAKindThatDoesNotExist) {
  std::string bytes = bytes_of(closing());
  bytes.back() = static_cast<char>(std::variant_size_v<CommandBody>);
  EXPECT_FALSE(decode_command(bytes));
}

TEST(CommandCodec, NeverChangesTheBytesOfAVersion) {
  Command command;
  command.conversation = ConversationId::of(GroupId{0x0102});
  command.sender = UserId{3};
  command.device = DeviceId{4};
  command.client_message_id = make_client_message_id(TimeMs{0x050607}, {});
  command.facts = {.cannot_message = true, .cannot_add = {UserId{8}}};
  command.body = SendMessage{.text = "hi", .reply_to = Seq{300}, .mentions = {UserId{9}}};
  static constexpr char kExpected[] =
      "\0\1"
      "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\2"
      "\0\0\0\0\0\0\0\3"
      "\0\0\0\0\0\0\0\4"
      "\0\0\0\5\6\7\x70\0\x80\0\0\0\0\0\0\0"
      "\1"
      "\1\0\0\0\0\0\0\0\x8"
      "\0"
      "\1\xac\2"
      "\1\0\0\0\0\0\0\0\x9"
      "\2hi";
  EXPECT_EQ(bytes_of(command), std::string_view(kExpected, sizeof kExpected - 1));
}

TEST(TargetOf, IsTheEventThatACommandRefersTo) {
  Command command;
  command.body = SendMessage{.text = "hi", .reply_to = Seq{3}, .mentions = {}};
  EXPECT_EQ(target_of(command), Seq{3});
  command.body = React{.target = Seq{4}, .emoji = "👍", .on = true};
  EXPECT_EQ(target_of(command), Seq{4});
  command.body = CloseGroup{};
  EXPECT_EQ(target_of(command), std::nullopt);
}

}  // namespace
}  // namespace parley
