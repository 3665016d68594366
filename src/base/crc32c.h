// CRC32C (Castagnoli, RFC 3720 appendix B.4): the checksum of journal records and of tokens.
//
// It finds damage, not malice: whoever may choose the bytes may choose the sum.
#pragma once

#include <cstdint>
#include <string_view>

namespace parley {

// The sum of what gave `seed`, followed by `bytes`. A `seed` of 0 begins a new sum, so that
// crc32c(crc32c(0, a), b) is crc32c(0, a + b).
std::uint32_t crc32c(std::uint32_t seed, std::string_view bytes);

// The same sum from a table, for processors without the instruction. Tests compare the two.
std::uint32_t crc32c_portable(std::uint32_t seed, std::string_view bytes);

}  // namespace parley
