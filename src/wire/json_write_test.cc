#include "wire/json_write.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <string_view>
#include <variant>

#include "wire/client_frames.h"
#include "wire/events.h"
#include "wire/json_reader.h"

namespace parley::wire {
namespace {

using namespace std::literals;

std::string written(std::string_view text) {
  std::string out;
  append_string(out, text);
  return out;
}

TEST(Writing, EscapesOnlyWhatItMust) {
  EXPECT_EQ(written(""), R"("")");
  EXPECT_EQ(written("plain / é 𝄞 \x7f"), "\"plain / é 𝄞 \x7f\"");
  EXPECT_EQ(written("\"\\\b\f\n\r\t"), R"("\"\\\b\f\n\r\t")");
  EXPECT_EQ(written("\x01\x1f\0"sv), R"("\u0001\u001f\u0000")");
}

TEST(Writing, FindsAnEscapeAtAnyPlaceOfALongText) {
  for (std::size_t size = 1; size <= 24; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, '\xff');
      std::string expected = "\"" + text + "\"";
      text[at] = '\n';
      expected.replace(at + 1, 1, "\\n");
      EXPECT_EQ(written(text), expected) << size << ' ' << at;
    }
  }
}

TEST(Writing, SpellsIdsAsTheProtocolDoes) {
  std::string out;
  append_json(out, UserId{(std::uint64_t{1} << 63) - 1});
  append_json(out, ConversationId{1, 20});
  append_json(out, ConversationId{0, 7});
  append_json(out, Seq{0});
  append_json(out, TimeMs{1'760'000'000'000});
  EXPECT_EQ(out, R"("9223372036854775807""d1-20""g7"01760000000000)");
}

// Any text that may cross the wire: code points without NUL and surrogates.
rc::Gen<std::string> any_text() {
  const auto code_point = rc::gen::suchThat(
      rc::gen::oneOf(rc::gen::inRange(1, 0x80), rc::gen::inRange(0x80, 0x800),
                     rc::gen::inRange(0x800, 0x10000), rc::gen::inRange(0x10000, 0x110000)),
      [](int c) { return c < 0xd800 || c > 0xdfff; });
  return rc::gen::map(rc::gen::container<std::vector<int>>(code_point),
                      [](const std::vector<int>& all) {
                        std::string text;
                        for (const int c : all) {
                          const auto tail = [&](int shift) {
                            text += static_cast<char>(0x80 | ((c >> shift) & 0x3f));
                          };
                          if (c < 0x80) {
                            text += static_cast<char>(c);
                          } else if (c < 0x800) {
                            text += static_cast<char>(0xc0 | c >> 6);
                            tail(0);
                          } else if (c < 0x10000) {
                            text += static_cast<char>(0xe0 | c >> 12);
                            tail(6), tail(0);
                          } else {
                            text += static_cast<char>(0xf0 | c >> 18);
                            tail(12), tail(6), tail(0);
                          }
                        }
                        return text;
                      });
}

TEST(Writing, AnyTextComesBackAsItWas) {
  JsonReader reader;
  const bool holds = rc::check("a message event is read as it was written", [&reader] {
    MessageEvent event;
    event.seq = Seq{*rc::gen::inRange<std::uint64_t>(1, std::uint64_t{1} << 53)};
    event.sender = UserId{*rc::gen::inRange<std::uint64_t>(1, std::uint64_t{1} << 63)};
    event.text = *any_text();
    event.client_message_id =
        make_client_message_id(TimeMs{*rc::gen::inRange<std::int64_t>(0, std::int64_t{1} << 48)},
                               *rc::gen::arbitrary<std::array<std::uint8_t, 10>>());
    event.deleted = *rc::gen::arbitrary<bool>();
    event.reactions = {{*any_text(), {UserId{1}}}};
    std::string json;
    append_json(json, event);
    const auto back = reader.read<Event>(json, Tail::Bare);
    RC_ASSERT(back.has_value());
    RC_ASSERT(std::get<MessageEvent>(*back) == event);
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace parley::wire
