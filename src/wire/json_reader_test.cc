#include "wire/json_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "wire/client_frames.h"
#include "wire/events.h"
#include "wire/requests.h"
#include "wire/server_frames.h"

namespace parley::wire {
namespace {

using namespace std::literals;

class Reading : public ::testing::Test {
 protected:
  auto read(std::string_view json) { return reader_.read<ClientFrame>(json, Tail::Bare); }

  Errc code_of(std::string_view json) {
    const auto frame = read(json);
    EXPECT_FALSE(frame) << json;
    return frame ? Errc::Draining : frame.error().error.code;
  }

  // A `ping` with something else in it, in a field that nobody knows.
  static std::string ping_with(std::string_view unknown) {
    return R"({"type":"ping","ref":"9","x":)" + std::string(unknown) + "}";
  }

  JsonReader reader_;
};

constexpr auto kSend =
    R"({"type":"send","ref":"1","client_message_id":"0191d3a0-5b1e-7c3d-8e4f-0123456789ab",)"
    R"("conversation":"d1-2","text":"Art thou there?"})";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST_F(Reading, GivesASendItsFields) {
  const auto frame = read(kSend);
  ASSERT_TRUE(frame);
  const auto& send = std::get<SendFrame>(*frame);
  EXPECT_EQ(send.ref, "1");
  EXPECT_EQ(to_text(send.client_message_id), "0191d3a0-5b1e-7c3d-8e4f-0123456789ab");
  EXPECT_EQ(send.conversation, (ConversationId{1, 2}));
  EXPECT_EQ(send.text, "Art thou there?");
  EXPECT_EQ(send.reply_to, std::nullopt);
  EXPECT_TRUE(send.mentions.empty());
}

TEST_F(Reading, IsTheSameFromAPaddedBuffer) {
  std::string padded = kSend;
  const std::size_t size = padded.size();
  padded.append(kReadPadding, '"');  // What lies behind is looked at and means nothing.
  const auto frame =
      reader_.read<ClientFrame>(std::string_view(padded).substr(0, size), Tail::Padded);
  ASSERT_TRUE(frame);
  EXPECT_EQ(*frame, *read(kSend));
}

TEST_F(Reading, LeavesUnknownFieldsAside) {
  EXPECT_TRUE(read(ping_with(R"([{"a":null,"b":[1.5e3,-1,true]},"x"])")));
}

TEST_F(Reading, KnowsEveryClientFrame) {
  constexpr std::string_view kFrames[] = {
      (R"({"type":"hello","token":"pt1_x","instance":"i","client":{"name":"n","version":"1"},)"
       R"("cursor":{"incarnation":1,"inbox_seq":0,"later":true},"mode":"background"})"),
      kSend,
      (R"({"type":"edit","ref":"","client_message_id":"0191d3a0-5b1e-7c3d-8e4f-0123456789ab",)"
       R"("conversation":"g7","target":3,"text":"Here","mentions":["5"]})"),
      (R"({"type":"delete","ref":"1","client_message_id":"0191d3a0-5b1e-7c3d-8e4f-0123456789ab",)"
       R"("conversation":"g7","target":3})"),
      (R"({"type":"react","ref":"1","client_message_id":"0191d3a0-5b1e-7c3d-8e4f-0123456789ab",)"
       R"("conversation":"g7","target":3,"emoji":"x","on":false})"),
      R"({"type":"read","conversation":"g7","through":3})",
      R"({"type":"ack","inbox_seq":9007199254740991})",
      R"({"type":"history","ref":"1","conversation":"d5-5","before":9,"limit":50})",
      R"({"type":"open","conversations":["g7","d1-2"]})",
      R"({"type":"typing","conversation":"g7","on":true})",
      R"({"type":"watch","users":[]})",
      R"({"type":"mode","mode":"foreground","ref":"m"})",
      R"({"type":"ping"})",
  };
  for (std::size_t kind = 0; kind < std::size(kFrames); ++kind) {
    const auto frame = read(kFrames[kind]);
    ASSERT_TRUE(frame) << kFrames[kind] << ": " << frame.error().error.detail;
    EXPECT_EQ(frame->index(), kind) << kFrames[kind];
  }
  static_assert(std::size(kFrames) == std::variant_size_v<ClientFrame>);
}

TEST_F(Reading, RefusesWhatIsNotOneJsonObject) {
  for (const auto json : {""sv, " "sv, "[]"sv, "7"sv, "null"sv, "{"sv, "{}}"sv, "{} {}"sv, "{},"sv,
                          "{'a':1}"sv, R"({"a":01})"sv, R"({"a":1,})"sv, R"({"a":})"sv,
                          "\xef\xbb\xbf{}"sv, R"({"a":tru})"sv, "{\"a\":\"\t\"}"sv, "{}x"sv}) {
    EXPECT_EQ(code_of(json), Errc::BadFrame) << json;
  }
  EXPECT_EQ(code_of(std::string(kSend) + "x"), Errc::BadFrame);
  EXPECT_EQ(code_of(std::string(kSend) + std::string(1, '\0')), Errc::BadFrame);
}

TEST_F(Reading, RefusesDuplicateKeysAtAnyDepth) {
  EXPECT_EQ(code_of(R"({"type":"ping","type":"ping"})"), Errc::BadFrame);
  EXPECT_EQ(code_of(replaced(kSend, R"("text")", R"("text":"a","text")")), Errc::BadFrame);
  EXPECT_EQ(code_of(R"({"type":"ping","x":1,"x":2})"), Errc::BadFrame);
  EXPECT_EQ(code_of(ping_with(R"([[{"a":1,"b":2,"a":3}]])")), Errc::BadFrame);
  EXPECT_EQ(code_of(ping_with(R"({"a":1,"\u0061":2})")), Errc::BadFrame);
}

TEST_F(Reading, FindsADuplicateAmongManyKeys) {
  std::string fields;
  for (int i = 0; i < 1000; ++i) fields += "\"k" + std::to_string(i) + "\":0,";
  EXPECT_TRUE(read(ping_with("{" + fields + "\"last\":0}")));
  EXPECT_EQ(code_of(ping_with("{" + fields + "\"k500\":0}")), Errc::BadFrame);
  for (int count = 14; count <= 18; ++count) {
    std::string few;
    for (int i = 0; i < count; ++i) few += "\"k" + std::to_string(i) + "\":0,";
    EXPECT_TRUE(read(ping_with("{" + few + "\"last\":0}"))) << count;
    EXPECT_EQ(code_of(ping_with("{" + few + "\"k0\":0}")), Errc::BadFrame) << count;
  }
}

TEST_F(Reading, RefusesUnpairedSurrogates) {
  for (const auto text :
       {R"("\ud800")", R"("\udc00")", R"("\ud800x")", R"("\ud800\u0041")", R"("\udc00\ud800")",
        R"("\ud800\ud800\udc00")", R"("\udbff\udbff")", R"({"\udfff":1})"}) {
    EXPECT_EQ(code_of(ping_with(text)), Errc::BadFrame) << text;
    EXPECT_EQ(code_of(replaced(kSend, R"("Art thou there?")", text)), Errc::BadFrame) << text;
  }
  EXPECT_TRUE(read(ping_with(R"("\ud834\udd1e \ud7ff \ue000 \uffff")")));
}

TEST_F(Reading, RefusesNulRawAndEscaped) {
  EXPECT_EQ(code_of(ping_with(R"("\u0000")")), Errc::BadFrame);
  EXPECT_EQ(code_of(ping_with(R"({"a\u0000":1})")), Errc::BadFrame);
  EXPECT_EQ(code_of(ping_with("\"\0\""sv)), Errc::BadFrame);
  EXPECT_EQ(code_of(ping_with("\0"sv)), Errc::BadFrame);
  EXPECT_TRUE(read(ping_with(R"("\\u0000 \u0001")")));
}

TEST_F(Reading, TellsBadUtf8FromOtherFaults) {
  for (const auto bytes : {"\xff"sv, "\xc0\x80"sv, "\xed\xa0\x80"sv, "\xf4\x90\x80\x80"sv, "\xc3"sv,
                           "\xe2\x82"sv, "\x80"sv}) {
    const auto frame = read(ping_with("\"" + std::string(bytes) + "\""));
    ASSERT_FALSE(frame);
    EXPECT_EQ(frame.error().error.code, Errc::BadFrame);
    EXPECT_TRUE(frame.error().is_bad_utf8);
  }
  EXPECT_FALSE(read("{").error().is_bad_utf8);
  EXPECT_FALSE(read(ping_with(R"("\ud800")")).error().is_bad_utf8);
}

std::string nested(std::string_view open, std::string_view close, int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += open;
  for (int i = 0; i < depth; ++i) text += close;
  return text;
}

TEST_F(Reading, AllowsDepth16AndNoMore) {
  EXPECT_TRUE(read(ping_with(nested("[", "]", 15))));
  EXPECT_EQ(code_of(ping_with(nested("[", "]", 16))), Errc::BadFrame);
  const auto objects = [](int depth) {
    return nested(R"({"a":)", "}", depth).insert(static_cast<std::size_t>(depth) * 5, "1");
  };
  EXPECT_TRUE(read(ping_with(objects(15))));
  EXPECT_EQ(code_of(ping_with(objects(16))), Errc::BadFrame);
  EXPECT_EQ(code_of(ping_with(nested("[", "]", 5000))), Errc::BadFrame);
}

TEST_F(Reading, RefusesNumbersThatAreNoneOrOutOfRange) {
  for (const auto number : {"1.0", "1e2", "-1", "9007199254740992", "18446744073709551616", "\"1\"",
                            "null", "true", "[]", "1e999", "NaN", "+1", ".5"}) {
    const auto json = R"({"type":"ack","inbox_seq":)" + std::string(number) + "}";
    EXPECT_EQ(code_of(json), Errc::BadFrame) << json;
  }
  EXPECT_EQ(code_of(ping_with("1e999")), Errc::BadFrame);
  EXPECT_EQ(code_of(ping_with("18446744073709551616")), Errc::BadFrame);
}

TEST_F(Reading, TakesAnyIntegerAsReplyTo) {
  const auto reply_to = [this](std::string_view number) {
    const auto json =
        replaced(kSend, R"("text")", "\"reply_to\":" + std::string(number) + ",\"text\"");
    const auto frame = read(json);
    return frame ? std::get<SendFrame>(*frame).reply_to : std::nullopt;
  };
  EXPECT_EQ(reply_to("12"), Seq{12});
  EXPECT_EQ(reply_to("-3"), Seq{0});
  EXPECT_EQ(reply_to("9223372036854775807"), Seq{9223372036854775807});
  EXPECT_EQ(reply_to("1.5"), std::nullopt);
  EXPECT_EQ(reply_to("\"1\""), std::nullopt);
}

TEST_F(Reading, CallsAnUnknownTypeByItsName) {
  const auto frame = read(R"({"type":"sing","ref":"7"})");
  ASSERT_FALSE(frame);
  EXPECT_EQ(frame.error().error.code, Errc::UnknownType);
  EXPECT_EQ(frame.error().ref, "7");
  EXPECT_EQ(frame.error().type, "sing");
  EXPECT_EQ(code_of(R"({"ref":"7"})"), Errc::BadFrame);
  EXPECT_EQ(code_of(R"({"type":7})"), Errc::BadFrame);
}

TEST_F(Reading, FindsNoConversationInAnotherSpelling) {
  for (const auto id : {"d2-1", "d01-2", "g0", "g01", "x7", "", "d1", "g9223372036854775808",
                        "d1-2 ", "D1-2", "d1-2-3"}) {
    const auto frame = read(replaced(kSend, "d1-2", id));
    ASSERT_FALSE(frame) << id;
    EXPECT_EQ(frame.error().error.code, Errc::NotFound) << id;
    EXPECT_EQ(frame.error().ref, "1");
    EXPECT_EQ(frame.error().type, "send");
  }
  EXPECT_EQ(code_of(replaced(kSend, R"("d1-2")", "12")), Errc::BadFrame);
}

TEST_F(Reading, RefusesAClientMessageIdThatIsNoLowerCaseUuid7) {
  constexpr std::string_view kId = "0191d3a0-5b1e-7c3d-8e4f-0123456789ab";
  for (const auto id :
       {"0191D3A0-5b1e-7c3d-8e4f-0123456789ab", "0191d3a0-5b1e-4c3d-8e4f-0123456789ab",
        "0191d3a0-5b1e-7c3d-ce4f-0123456789ab", "0191d3a05b1e7c3d8e4f0123456789ab", "",
        "0191d3a0-5b1e-7c3d-8e4f-0123456789ab0"}) {
    const auto frame = read(replaced(kSend, kId, id));
    ASSERT_FALSE(frame) << id;
    EXPECT_EQ(frame.error().error.code, Errc::BadFrame) << id;
    EXPECT_EQ(frame.error().ref, "1") << id;
  }
}

TEST_F(Reading, EchoesARefOfAtMost64Bytes) {
  const std::string longest(64, 'r');
  const auto sent = [](std::string_view ref) {
    return R"({"type":"read","ref":")" + std::string(ref) +
           R"(","conversation":"g1","through":-1})";
  };
  EXPECT_EQ(read(sent(longest)).error().ref, longest);
  EXPECT_EQ(read(sent(longest + "r")).error().ref, std::nullopt);
  EXPECT_EQ(code_of(R"({"type":"ping","ref":")" + longest + R"(r"})"), Errc::BadFrame);
  EXPECT_EQ(code_of(R"({"type":"ping","ref":7})"), Errc::BadFrame);
}

TEST_F(Reading, NamesTheFieldForTheLog) {
  const auto detail = [this](std::string_view json) { return read(json).error().error.detail; };
  EXPECT_EQ(detail(R"({"type":"ack","inbox_seq":"1"})"), "inbox_seq: expected an integer");
  EXPECT_EQ(detail(R"({"type":"ack"})"), "expected a whole AckFrame");
  EXPECT_EQ(detail(R"({"type":"watch","users":["5","x"]})"), "users: expected an id");
  EXPECT_EQ(detail(R"({"type":"ping","type":"ping"})"), "expected each key once");
}

TEST_F(Reading, DoesNotEchoFromAHostileFrame) {
  EXPECT_EQ(read(R"({"type":"ping","ref":"a","ref":"b"})").error().ref, std::nullopt);
  EXPECT_EQ(read(ping_with(R"("\u0000")")).error().ref, std::nullopt);
}

TEST_F(Reading, WantsEitherATokenOrATicketInHello) {
  const auto hello = [](std::string_view credentials) {
    return R"({"type":"hello",)" + std::string(credentials) +
           R"("instance":"i","client":{"name":"n","version":"1"},"mode":"foreground"})";
  };
  EXPECT_TRUE(read(hello(R"("token":"pt1_x",)")));
  EXPECT_TRUE(read(hello(R"("ticket":"t",)")));
  EXPECT_EQ(code_of(hello("")), Errc::BadFrame);
  EXPECT_EQ(code_of(hello(R"("token":"pt1_x","ticket":"t",)")), Errc::BadFrame);
}

TEST_F(Reading, TreatsNullAsAbsentOnlyWherePreferencesAllowIt) {
  const auto body = reader_.read<PreferencesBody>(
      R"({"notify":null,"muted_until":null,"pinned":null,"archived":false})", Tail::Bare);
  ASSERT_TRUE(body);
  EXPECT_EQ(*body, PreferencesBody{});
  EXPECT_FALSE(reader_.read<ReadBody>(R"({"through":null})", Tail::Bare));
  EXPECT_EQ(code_of(replaced(kSend, R"("text")", R"("reply_to":null,"text")")), Errc::BadFrame);
}

TEST_F(Reading, KeepsAnEventOfAKindThatNobodyKnows) {
  const auto item = reader_.read<Item>(
      R"({ "inbox_seq": 7, "event": {"kind": "poll", "options": ["\u00e9\n", 1.5]} })", Tail::Bare);
  ASSERT_TRUE(item);
  const auto& event = std::get<UnknownEvent>(item->event);
  EXPECT_EQ(event.kind, "poll");
  EXPECT_EQ(event.json, R"({"kind":"poll","options":["é\n",1.5]})");
  std::string written;
  append_json(written, *item);
  EXPECT_EQ(*reader_.read<Item>(written, Tail::Bare), *item);
}

TEST_F(Reading, GoesOnAfterARefusal) {
  EXPECT_FALSE(read(std::string(100'000, '[')));
  EXPECT_TRUE(read(kSend));
  EXPECT_FALSE(read(R"({"type":"ping)"));
  EXPECT_TRUE(read(kSend));
}

}  // namespace
}  // namespace parley::wire
