#include "bench/ws_frame.h"

#include <gtest/gtest.h>

#include "bench/stamp.h"

namespace parley::bench {
namespace {

using namespace std::literals;

TEST(WsFrame, AFrameIsReadOnlyWhenItIsWhole) {
  const std::string bytes = "\x81\x05hello\x89"s;
  for (std::size_t size = 0; size < 7; ++size) {
    EXPECT_EQ(read_ws_frame(bytes.substr(0, size)).state, WsFrame::State::Partial) << size;
  }
  const auto frame = read_ws_frame(bytes);
  EXPECT_EQ(frame.state, WsFrame::State::Whole);
  EXPECT_EQ(frame.opcode, Opcode::Text);
  EXPECT_EQ(frame.payload, "hello");
  EXPECT_EQ(frame.size, 7U);
}

TEST(WsFrame, TheTwoLongLengthsAreRead) {
  const std::string medium = "\x81\x7e\x01\x00"s + std::string(256, 'm');
  EXPECT_EQ(read_ws_frame(medium).payload.size(), 256U);
  const std::string large = "\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00"s + std::string(65'536, 'l');
  EXPECT_EQ(read_ws_frame(large).size, 65'546U);
}

TEST(WsFrame, MasksFragmentsReservedBitsUnknownOpcodesAndGiantsAreBroken) {
  for (const auto& bytes : {"\x81\x80"s, "\x01\x00"s, "\x80\x00"s, "\xc1\x00"s, "\x83\x00"s,
                            "\x81\x7f\x00\x00\x00\x00\x01\x00\x00\x00"s}) {
    EXPECT_EQ(read_ws_frame(bytes).state, WsFrame::State::Broken);
  }
}

TEST(WsFrame, AWrittenFrameIsMaskedByteByByte) {
  std::string out;
  write_ws_frame(Opcode::Text, "Hello", 0x37fa213d, out);
  EXPECT_EQ(out, "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"s);  // RFC 6455 section 5.7
}

TEST(WsFrame, ACloseFrameHasItsCodeInFrontOrNone) {
  EXPECT_EQ(close_code("\x11\x39replaced"sv), 4409);
  EXPECT_EQ(close_code(""), 1005);
}

TEST(Stamp, WhatIsWrittenIsReadAndFilledUpToItsSize) {
  std::string text;
  write_stamp({.sender = 3, .number = 77, .intended = Time{123'456'789ns}}, 80, text);
  EXPECT_EQ(text.size(), 80U);
  const auto stamp = read_stamp(text);
  ASSERT_TRUE(stamp);
  EXPECT_EQ(stamp->sender, 3U);
  EXPECT_EQ(stamp->number, 77U);
  EXPECT_EQ(stamp->intended, Time{123'456'789ns});
}

TEST(Stamp, AnyOtherTextIsNone) {
  for (const char* text : {"", "hello", "1 2", "1 2 3", "1 2 x ", "-1 2 3 ", "99999999999 2 3 "}) {
    EXPECT_FALSE(read_stamp(text)) << text;
  }
}

}  // namespace
}  // namespace parley::bench
