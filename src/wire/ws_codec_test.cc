// Cases in the manner of Autobahn's suite, for the server's side unless a name says otherwise. Each
// case is run whole and byte by byte: the events must be the same.
#include "wire/ws_codec.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace parley {
namespace {

using Kind = WsEvent::Kind;

constexpr std::uint32_t kLimit = 1'000'000;
constexpr std::array<std::uint8_t, 4> kMask{0x37, 0xfa, 0x21, 0x3d};

struct Seen {
  Kind kind;
  std::string payload{};
  WsCloseCode code{};

  friend bool operator==(const Seen&, const Seen&) = default;
};

void PrintTo(const Seen& seen, std::ostream* out) {
  *out << "{kind " << int(seen.kind) << ", code " << int(seen.code) << ", " << seen.payload.size()
       << " bytes: " << seen.payload.substr(0, 40) << '}';
}

std::vector<Seen> drain(WsDecoder& decoder) {
  std::vector<Seen> seen;
  for (auto event = decoder.next(); event.kind != Kind::More; event = decoder.next()) {
    seen.push_back({event.kind, std::string(event.payload), event.code});
  }
  return seen;
}

std::vector<Seen> read(std::string bytes, WsRole role = WsRole::Server) {
  WsDecoder whole(role, kLimit);
  WsDecoder pieces(role, kLimit);
  std::vector<Seen> from_pieces;
  for (char byte : bytes) {
    pieces.feed({&byte, 1});
    for (auto& seen : drain(pieces)) from_pieces.push_back(seen);
  }
  whole.feed(bytes);
  auto seen = drain(whole);
  EXPECT_EQ(from_pieces, seen);
  return seen;
}

// A frame of a client, with the first byte as given (final bit, reserved bits, opcode).
std::string frame(std::uint8_t first, std::string_view payload) {
  std::string bytes;
  append_ws_frame(bytes, WsOpcode::Text, payload, kMask);
  bytes[0] = static_cast<char>(first);
  return bytes;
}

// A header of a client with its length written as told, and no payload.
std::string header(std::uint8_t first, std::uint8_t second, std::string_view length) {
  std::string bytes{static_cast<char>(first), static_cast<char>(second)};
  return bytes.append(length).append("\x37\xfa\x21\x3d");
}

Seen failure(WsCloseCode code) { return {Kind::Failure, "", code}; }

std::string close_with(std::uint16_t code, std::string_view reason = {}) {
  std::string payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
  return payload.append(reason);
}

TEST(WsDecoder, ReadsTheExampleOfTheRfc) {
  const std::string masked = "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58";
  EXPECT_EQ(read(masked), (std::vector<Seen>{{Kind::Text, "Hello"}}));
  EXPECT_EQ(read("\x81\x05Hello", WsRole::Client), (std::vector<Seen>{{Kind::Text, "Hello"}}));
}

TEST(WsDecoder, ReadsTextsOfEveryWidthOfLength) {
  for (const std::size_t size : {0, 1, 7, 8, 9, 125, 126, 127, 128, 65535, 65536, 65537}) {
    const std::string text(size, '*');
    EXPECT_EQ(read(frame(0x81, text)), (std::vector<Seen>{{Kind::Text, text}})) << size;
  }
}

TEST(WsDecoder, ReadsPingsAndPongsAndKeepsTheirPayload) {
  const std::string most(125, '\xfe');
  EXPECT_EQ(read(frame(0x89, "")), (std::vector<Seen>{{Kind::Ping}}));
  EXPECT_EQ(read(frame(0x89, most)), (std::vector<Seen>{{Kind::Ping, most}}));
  EXPECT_EQ(read(frame(0x8a, "unsolicited")), (std::vector<Seen>{{Kind::Pong, "unsolicited"}}));
  std::string ten;
  for (int i = 0; i < 10; ++i) ten += frame(0x89, std::to_string(i));
  EXPECT_EQ(read(ten).size(), 10U);
}

TEST(WsDecoder, RefusesControlFramesThatAreLongOrFragmented) {
  const auto refused = std::vector{failure(WsCloseCode::ProtocolError)};
  EXPECT_EQ(read(header(0x89, 0xfe, std::string("\x00\x7e", 2))), refused);
  EXPECT_EQ(read(header(0x88, 0xff, std::string("\0\0\0\0\0\1\0\0", 8))), refused);
  EXPECT_EQ(read(frame(0x09, "part")), refused);
  EXPECT_EQ(read(frame(0x08, "")), refused);
  EXPECT_EQ(read(frame(0x0a, "part")), refused);
}

TEST(WsDecoder, RefusesReservedBitsAndUnknownOpcodes) {
  for (const int reserved : {0x10, 0x20, 0x40, 0x30, 0x50, 0x60, 0x70}) {
    const auto first = static_cast<std::uint8_t>(0x81 | reserved);
    EXPECT_EQ(read(frame(0x81, "good") + frame(first, "bad") + frame(0x89, "never read")),
              (std::vector<Seen>{{Kind::Text, "good"}, failure(WsCloseCode::ProtocolError)}));
  }
  for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
    const auto first = static_cast<std::uint8_t>(0x80 | opcode);
    EXPECT_EQ(read(frame(first, "")), std::vector{failure(WsCloseCode::ProtocolError)}) << opcode;
  }
}

TEST(WsDecoder, RefusesTheWrongMasking) {
  EXPECT_EQ(read("\x81\x05Hello"), std::vector{failure(WsCloseCode::ProtocolError)});
  EXPECT_EQ(read(frame(0x81, "Hello"), WsRole::Client),
            std::vector{failure(WsCloseCode::ProtocolError)});
}

TEST(WsDecoder, RefusesLengthsThatAreNotMinimalOrTooLargeForTheirField) {
  const auto refused = std::vector{failure(WsCloseCode::ProtocolError)};
  EXPECT_EQ(read(header(0x81, 0xfe, std::string("\x00\x7d", 2))), refused);
  EXPECT_EQ(read(header(0x81, 0xff, std::string("\0\0\0\0\0\0\xff\xff", 8))), refused);
  EXPECT_EQ(read(header(0x81, 0xff, std::string("\x80\0\0\0\0\0\0\0", 8))), refused);
}

TEST(WsDecoder, RefusesBinaryMessages) {
  EXPECT_EQ(read(frame(0x82, "\x01")), std::vector{failure(WsCloseCode::BinaryRefused)});
  EXPECT_EQ(read(frame(0x02, "")), std::vector{failure(WsCloseCode::BinaryRefused)});
}

TEST(WsDecoder, JoinsFragmentsAroundControlFrames) {
  EXPECT_EQ(read(frame(0x01, "frag") + frame(0x80, "ment")),
            (std::vector<Seen>{{Kind::Text, "fragment"}}));
  EXPECT_EQ(
      read(frame(0x01, "a") + frame(0x89, "ping") + frame(0x00, "") + frame(0x8a, "pong") +
           frame(0x80, "b") + frame(0x81, "next")),
      (std::vector<Seen>{
          {Kind::Ping, "ping"}, {Kind::Pong, "pong"}, {Kind::Text, "ab"}, {Kind::Text, "next"}}));
  EXPECT_EQ(read(frame(0x01, "") + frame(0x00, "") + frame(0x80, "")),
            (std::vector<Seen>{{Kind::Text, ""}}));
}

TEST(WsDecoder, RefusesContinuationsThatContinueNothingAndTextsWithinAMessage) {
  const auto refused = std::vector{failure(WsCloseCode::ProtocolError)};
  EXPECT_EQ(read(frame(0x80, "no start")), refused);
  EXPECT_EQ(read(frame(0x00, "no start")), refused);
  EXPECT_EQ(read(frame(0x01, "a") + frame(0x81, "b")), refused);
  EXPECT_EQ(read(frame(0x01, "a") + frame(0x01, "b")), refused);
  EXPECT_EQ(read(frame(0x01, "a") + frame(0x80, "b") + frame(0x80, "c")),
            (std::vector<Seen>{{Kind::Text, "ab"}, failure(WsCloseCode::ProtocolError)}));
}

TEST(WsDecoder, ReadsUtf8ThatIsSplitWithinASequence) {
  const std::string text = "κόσμε €𐍈";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    EXPECT_EQ(read(frame(0x01, text.substr(0, cut)) + frame(0x80, text.substr(cut))),
              (std::vector<Seen>{{Kind::Text, text}}));
  }
}

TEST(WsDecoder, RefusesBadUtf8AtTheFragmentThatBreaksIt) {
  const auto refused = std::vector{failure(WsCloseCode::BadText)};
  for (const std::string_view bad :
       {"\x80", "\xbf", "\xc0\xaf", "\xc1\xbf", "\xe0\x80\xaf", "\xe0\x9f\xbf", "\xed\xa0\x80",
        "\xed\xbf\xbf", "\xf0\x80\x80\xaf", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80", "\xfe", "\xff", "\xce", "\xe2\x82", "\xf0\x90\x8d", "12345678\xff",
        "\xe2\x28\xa1"}) {
    EXPECT_EQ(read(frame(0x81, bad)), refused);
    EXPECT_EQ(read(frame(0x01, "good") + frame(0x80, bad)), refused);
  }
  EXPECT_EQ(read(frame(0x01, "\xf4\x90") + frame(0x89, "never read")), refused);
  EXPECT_EQ(read(frame(0x01, "\xce") + frame(0x80, "")), refused);
}

TEST(WsDecoder, ReadsTheLimitsOfUnicode) {
  for (const std::string_view good :
       {"\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbd", "\xef\xbf\xbf", "\xf4\x8f\xbf\xbf",
        "\xf0\x90\x80\x80", "\xc2\x80"}) {
    EXPECT_EQ(read(frame(0x81, good)), (std::vector<Seen>{{Kind::Text, std::string(good)}}));
  }
}

TEST(WsDecoder, ReadsACloseAndNothingBehindIt) {
  EXPECT_EQ(read(frame(0x88, "") + frame(0x89, "never read")),
            (std::vector<Seen>{{Kind::Close, "", WsCloseCode::NoCode}}));
  EXPECT_EQ(read(frame(0x88, close_with(1000, "Hello")) + frame(0x81, "never read")),
            (std::vector<Seen>{{Kind::Close, "Hello", WsCloseCode::Normal}}));
  const std::string longest(123, '*');
  EXPECT_EQ(read(frame(0x88, close_with(4409, longest))),
            (std::vector<Seen>{{Kind::Close, longest, WsCloseCode{4409}}}));
}

TEST(WsDecoder, IgnoresWhatIsFedAfterTheEnd) {
  WsDecoder decoder(WsRole::Server, kLimit);
  auto bytes = frame(0x88, "") + frame(0x81, "never read");
  decoder.feed(bytes);
  EXPECT_EQ(decoder.next().kind, Kind::Close);
  auto more = frame(0x81, "never read");
  decoder.feed(more);
  EXPECT_EQ(decoder.next().kind, Kind::More);
  EXPECT_TRUE(decoder.is_at_rest());
}

TEST(WsDecoder, KnowsTheCodesThatMayStandInAClose) {
  for (const int code :
       {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1014, 3000, 3999, 4000, 4999}) {
    EXPECT_EQ(read(frame(0x88, close_with(static_cast<std::uint16_t>(code)))).front().kind,
              Kind::Close)
        << code;
  }
  for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535}) {
    EXPECT_EQ(read(frame(0x88, close_with(static_cast<std::uint16_t>(code)))),
              std::vector{failure(WsCloseCode::ProtocolError)})
        << code;
  }
}

TEST(WsDecoder, RefusesCloseBodiesOfOneByteOrBadText) {
  EXPECT_EQ(read(frame(0x88, "\x03")), std::vector{failure(WsCloseCode::ProtocolError)});
  EXPECT_EQ(read(frame(0x88, close_with(1000, "\xce"))),
            std::vector{failure(WsCloseCode::BadText)});
}

TEST(WsDecoder, RefusesMessagesAboveTheLimitWhichMayChange) {
  WsDecoder decoder(WsRole::Server, 8);
  auto eight = frame(0x81, "12345678");
  decoder.feed(eight);
  EXPECT_EQ(decoder.next().kind, Kind::Text);
  EXPECT_EQ(decoder.next().kind, Kind::More);

  decoder.set_message_bytes_max(9);
  auto nine = frame(0x81, "123456789");
  decoder.feed(nine);
  EXPECT_EQ(decoder.next().kind, Kind::Text);
  EXPECT_EQ(decoder.next().kind, Kind::More);

  auto ten = frame(0x01, "12345") + frame(0x89, std::string(100, ' ')) + frame(0x80, "67890");
  decoder.feed(ten);
  EXPECT_EQ(decoder.next().kind, Kind::Ping);
  EXPECT_EQ(decoder.next().code, WsCloseCode::TooLarge);
  EXPECT_EQ(decoder.next().kind, Kind::More);
}

TEST(WsDecoder, TellsTooLargeFromTheHeaderAlone) {
  EXPECT_EQ(read(header(0x81, 0xff, std::string("\0\0\0\0\xff\0\0\0", 8))),
            std::vector{failure(WsCloseCode::TooLarge)});
  EXPECT_EQ(read(frame(0x01, "x") +
                 header(0x80, 0xff, std::string("\x7f\xff\xff\xff\xff\xff\xff\xff", 8))),
            std::vector{failure(WsCloseCode::TooLarge)});
}

TEST(WsDecoder, ShowsAWholeFrameInPlaceAndHoldsNothingAtRest) {
  WsDecoder decoder(WsRole::Server, kLimit);
  auto bytes = frame(0x81, "in place") + frame(0x81, "half").substr(0, 7);
  decoder.feed(bytes);
  const auto event = decoder.next();
  EXPECT_EQ(event.payload, "in place");
  EXPECT_EQ(event.payload.data(), bytes.data() + 6);
  EXPECT_TRUE(decoder.is_at_rest());
  EXPECT_EQ(decoder.next().kind, Kind::More);
  EXPECT_FALSE(decoder.is_at_rest());

  auto rest = frame(0x81, "half").substr(7);
  decoder.feed(rest);
  EXPECT_EQ(decoder.next().payload, "half");
  EXPECT_EQ(decoder.next().kind, Kind::More);
  EXPECT_TRUE(decoder.is_at_rest());
}

TEST(WsDecoder, MovesWithWhatItHolds) {
  WsDecoder first(WsRole::Server, kLimit);
  auto start = frame(0x01, "frag");
  first.feed(start);
  EXPECT_EQ(first.next().kind, Kind::More);
  WsDecoder second = std::move(first);
  auto end = frame(0x80, "ment");
  second.feed(end);
  EXPECT_EQ(second.next().payload, "fragment");
}

TEST(WsFrame, OfAServerIsReadByAClient) {
  for (const std::size_t size : {0, 125, 126, 65535, 65536}) {
    std::string bytes;
    append_ws_frame(bytes, WsOpcode::Text, std::string(size, 'x'));
    EXPECT_EQ(bytes.size() - size, size < 126 ? 2U : size < 65536 ? 4U : 10U);
    EXPECT_EQ(read(bytes, WsRole::Client),
              (std::vector<Seen>{{Kind::Text, std::string(size, 'x')}}));
  }
}

TEST(WsFrame, OfACloseCutsItsReasonAtACodePoint) {
  EXPECT_EQ(ws_close_payload(WsCloseCode::NoCode), "");
  EXPECT_EQ(ws_close_payload(WsCloseCode::Normal, "bye"),
            "\x03\xe8"
            "bye");
  const std::string reason = std::string(122, 'x') + "€";
  const auto payload = ws_close_payload(WsCloseCode::Policy, reason);
  EXPECT_EQ(payload.size(), 124U);
  std::string bytes;
  append_ws_frame(bytes, WsOpcode::Close, payload);
  EXPECT_EQ(read(bytes, WsRole::Client),
            (std::vector<Seen>{{Kind::Close, std::string(122, 'x'), WsCloseCode::Policy}}));
}

}  // namespace
}  // namespace parley
