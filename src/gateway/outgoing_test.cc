#include "gateway/outgoing.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <utility>
#include <vector>

namespace parley {
namespace {

std::string gathered(const Outgoing& outgoing) {
  std::array<iovec, kGatherMax> pieces;
  const std::size_t count = outgoing.gather(pieces);
  std::string bytes;
  for (std::size_t i = 0; i < count; ++i) {
    bytes.append(static_cast<const char*>(pieces[i].iov_base), pieces[i].iov_len);
  }
  return bytes;
}

std::shared_ptr<const std::string> shared(std::string bytes) {
  return std::make_shared<const std::string>(std::move(bytes));
}

TEST(Outgoing, HoldsNothingAtFirst) {
  const Outgoing outgoing;
  EXPECT_TRUE(outgoing.is_empty());
  EXPECT_EQ(gathered(outgoing), "");
}

TEST(Outgoing, GathersOwnAndSharedBytesInTheirOrder) {
  Outgoing outgoing;
  outgoing.append("a");
  outgoing.append("b");
  outgoing.append_shared(shared("SHARED"));
  outgoing.append("c");
  EXPECT_EQ(outgoing.size(), 9U);
  EXPECT_EQ(gathered(outgoing), "abSHAREDc");
  std::array<iovec, kGatherMax> pieces;
  EXPECT_EQ(outgoing.gather(pieces), 3U);
}

TEST(Outgoing, CopiesNothingThatIsSharedAndLetsGoOfItWhenItIsWritten) {
  const auto item = shared("SHARED");
  Outgoing outgoing;
  outgoing.append_shared(item);
  outgoing.append("tail");
  std::array<iovec, kGatherMax> pieces;
  outgoing.gather(pieces);
  EXPECT_EQ(pieces[0].iov_base, item->data());
  EXPECT_EQ(item.use_count(), 2);
  outgoing.consume(3);
  EXPECT_EQ(gathered(outgoing), "REDtail");
  EXPECT_EQ(item.use_count(), 2);
  outgoing.consume(3);
  EXPECT_EQ(item.use_count(), 1);
}

TEST(Outgoing, GathersNoMorePiecesThanOneWriteTakes) {
  Outgoing outgoing;
  std::string all;
  for (int i = 0; i < 100; ++i) {
    outgoing.append_shared(shared("x"));
    outgoing.append("y");
    all += "xy";
  }
  EXPECT_EQ(gathered(outgoing), all.substr(0, kGatherMax));
  EXPECT_EQ(outgoing.size(), 200U);
}

TEST(Outgoing, ForgetsWhatIsWrittenAlsoIfItIsNeverEmpty) {
  Outgoing outgoing;
  outgoing.append("x");
  for (int i = 0; i < 1'000; ++i) {
    outgoing.append(std::string(500, 'y'));
    outgoing.append_shared(shared("SHARED"));
    outgoing.append(std::string(500, 'y'));
    outgoing.consume(1'006);  // Which always ends within a piece.
    ASSERT_EQ(outgoing.size(), 1U);
    ASSERT_LE(outgoing.own_bytes(), kWrittenMax + 1'001);
  }
}

TEST(Outgoing, ForgetsWhatIsWrittenOfOnePieceThatGrows) {
  Outgoing outgoing;
  outgoing.append("x");
  for (int i = 0; i < 1'000; ++i) {
    outgoing.append(std::string(1'000, 'y'));
    outgoing.consume(1'000);
    ASSERT_LE(outgoing.own_bytes(), kWrittenMax + 1'001);
  }
}

RC_GTEST_PROP(Outgoing, IsOneStringHoweverItIsWritten, ()) {
  Outgoing outgoing;
  std::string expected;
  const auto steps = *rc::gen::container<std::vector<std::pair<int, std::string>>>(
      rc::gen::pair(rc::gen::inRange(0, 4), rc::gen::arbitrary<std::string>()));
  for (const auto& [kind, bytes] : steps) {
    if (kind == 0) {
      outgoing.append(bytes);
      expected += bytes;
    } else if (kind == 1) {
      outgoing.append_shared(shared(bytes));
      expected += bytes;
    } else {
      const std::string front = gathered(outgoing);
      RC_ASSERT(expected.starts_with(front));
      RC_ASSERT(front.empty() == expected.empty());
      const auto written = *rc::gen::inRange<std::size_t>(0, front.size() + 1);
      outgoing.consume(written);
      expected.erase(0, written);
    }
    RC_ASSERT(outgoing.size() == expected.size());
  }
  while (!outgoing.is_empty()) {
    const std::string front = gathered(outgoing);
    RC_ASSERT(expected.starts_with(front));
    outgoing.consume(front.size());
    expected.erase(0, front.size());
  }
  RC_ASSERT(expected.empty());
}

}  // namespace
}  // namespace parley
