#include "base/crc32c.h"

#include <gtest/gtest.h>

#include <string>

#include "base/random.h"

namespace parley {
namespace {

// The values of RFC 3720, appendix B.4.
TEST(Crc32c, IsThatOfTheStandard) {
  EXPECT_EQ(crc32c(0, std::string(32, '\0')), 0x8a9136aaU);
  EXPECT_EQ(crc32c(0, std::string(32, '\xff')), 0x62a8ab43U);
  EXPECT_EQ(crc32c(0, "123456789"), 0xe3069283U);
  EXPECT_EQ(crc32c(0, ""), 0U);
}

TEST(Crc32c, IsTheSameByTheInstructionAndByTheTableAndInParts) {
  SeededRandom random(1);
  for (int round = 0; round < 500; ++round) {
    std::string bytes(random.below(100), '\0');
    random.fill({reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()});
    const std::size_t cut = random.below(bytes.size() + 1);
    const std::uint32_t sum = crc32c(0, bytes);
    EXPECT_EQ(crc32c_portable(0, bytes), sum);
    EXPECT_EQ(crc32c(crc32c(0, bytes.substr(0, cut)), bytes.substr(cut)), sum);
  }
}

}  // namespace
}  // namespace parley
