#include "pipeline/logged_command.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "conversations/arbitrary.h"

namespace parley {
namespace {

std::string bytes_of(const LoggedCommand& command) {
  std::string bytes;
  encode(command, bytes);
  return bytes;
}

LoggedCommand own(InboxCommandBody body, ConversationId conversation = {}) {
  return InboxCommand{UserId{11}, conversation, std::move(body)};
}

bool reads_back(const LoggedCommand& command) {
  const auto read = decode_logged_command(bytes_of(command));
  return read.has_value() && *read == command;
}

RC_GTEST_PROP(LoggedCommand, OfASubmissionReadsBackAsItWas, ()) {
  RC_ASSERT(reads_back(*any_command()));
}

TEST(LoggedCommand, OfAnInboxReadsBackAsItWas) {
  const ConversationId conversation = ConversationId::of(UserId{11}, UserId{12});
  EXPECT_TRUE(reads_back(own(ReadThrough{Seq{7}}, conversation)));
  EXPECT_TRUE(reads_back(own(DevicesItem{})));
  EXPECT_TRUE(reads_back(own(EraseInbox{})));
  for (const ContactState state : {ContactState::None, ContactState::Outgoing,
                                   ContactState::Incoming, ContactState::Accepted}) {
    Contact contact;
    contact.user = UserId{12};
    contact.state = state;
    contact.version = 3;
    EXPECT_TRUE(reads_back(own(ContactItem{contact})));
  }
}

// Each of the six fields is absent, removed or set, in every combination.
TEST(LoggedCommand, OfPreferencesKeepsWhatIsAbsentRemovedAndSetApart) {
  const std::optional<std::optional<Notify>> notify[] = {
      {}, {{std::nullopt}}, {{Notify::Mentions}}};
  const std::optional<std::optional<TimeMs>> muted[] = {{}, {{std::nullopt}}, {{TimeMs{-1}}}};
  const std::optional<std::optional<Seq>> cleared[] = {{}, {{std::nullopt}}, {{Seq{1ULL << 52}}}};
  const std::optional<bool> flag[] = {std::nullopt, false, true};
  for (int code = 0; code < 729; ++code) {
    int rest = code;
    const auto next_of = [&rest](const auto& choices) {
      const auto choice = choices[rest % 3];
      rest /= 3;
      return choice;
    };
    PreferencesChange change;
    change.notify = next_of(notify);
    change.muted_until = next_of(muted);
    change.pinned = next_of(flag);
    change.archived = next_of(flag);
    change.cleared_through = next_of(cleared);
    change.marked_unread = next_of(flag);
    EXPECT_TRUE(reads_back(own(change, ConversationId::of(GroupId{5})))) << code;
  }
}

TEST(LoggedCommand, IsRefusedWhereItsBytesAreCutShort) {
  PreferencesChange change;
  change.muted_until.emplace(TimeMs{5});
  for (const LoggedCommand& command :
       {own(ReadThrough{Seq{7}}), own(change), own(DevicesItem{}), own(ContactItem{})}) {
    const std::string bytes = bytes_of(command);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      EXPECT_FALSE(decode_logged_command(std::string_view(bytes).substr(0, size))) << size;
    }
  }
}

TEST(LoggedCommand, IsRefusedWithBytesBehindIt) {
  EXPECT_EQ(decode_logged_command(bytes_of(own(EraseInbox{})) + "x").error().code,
            Errc::StoreFailed);
}

TEST(LoggedCommand, IsRefusedWithATagAVersionOrAKindThatDoesNotExist) {
  const std::string good = bytes_of(own(DevicesItem{}));
  for (const std::size_t place : {std::size_t{0}, std::size_t{1}, good.size() - 1}) {
    std::string bytes = good;
    bytes[place] = '\x7f';
    EXPECT_FALSE(decode_logged_command(bytes)) << place;
  }
}

TEST(LoggedCommand, IsRefusedWithAContactStateOrANotifyThatDoesNotExist) {
  std::string contact = bytes_of(own(ContactItem{}));
  contact[contact.size() - 9] = 4;
  EXPECT_FALSE(decode_logged_command(contact));
  PreferencesChange change;
  change.notify.emplace(Notify::None);
  std::string notify = bytes_of(own(change));
  notify.back() = 3;
  EXPECT_FALSE(decode_logged_command(notify));
}

// Two bits a field have a fourth value, which no encoder makes.
TEST(LoggedCommand, IsRefusedWithAPresenceThatDoesNotExist) {
  const std::string good = bytes_of(own(PreferencesChange{}));
  for (int field = 0; field < 6; ++field) {
    std::string bytes = good;
    const int bits = 3 << (2 * field);
    bytes[bytes.size() - 2] = static_cast<char>(bits >> 8);
    bytes.back() = static_cast<char>(bits);
    EXPECT_FALSE(decode_logged_command(bytes)) << field;
  }
}

TEST(LoggedCommand, NeverChangesTheBytesOfAVersion) {
  PreferencesChange change;
  change.notify.emplace(Notify::None);
  change.pinned = true;
  change.archived = false;
  change.cleared_through.emplace(Seq{0x0102});
  static constexpr char kExpected[] =
      "\1\1"
      "\0\0\0\0\0\0\0\xb"
      "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\5"
      "\1"
      "\2\x62"
      "\2"
      "\0\0\0\0\0\0\1\2";
  EXPECT_EQ(bytes_of(own(change, ConversationId::of(GroupId{5}))),
            std::string_view(kExpected, sizeof kExpected - 1));
}

}  // namespace
}  // namespace parley
