#include "base/crc32c.h"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace parley {
namespace {

constexpr std::uint32_t kPolynomialReversed = 0x82f63b78;

constexpr std::array<std::uint32_t, 256> make_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) {
      value = value >> 1 ^ ((value & 1) != 0 ? kPolynomialReversed : 0);
    }
    table[i] = value;
  }
  return table;
}

constexpr auto kTable = make_table();

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) std::uint32_t crc32c_sse42(std::uint32_t seed,
                                                             std::string_view bytes) {
  std::uint64_t sum = ~seed;
  while (bytes.size() >= 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data(), sizeof word);
    sum = _mm_crc32_u64(sum, word);
    bytes.remove_prefix(8);
  }
  auto narrow = static_cast<std::uint32_t>(sum);
  for (const char c : bytes) narrow = _mm_crc32_u8(narrow, static_cast<std::uint8_t>(c));
  return ~narrow;
}
#endif

}  // namespace

std::uint32_t crc32c_portable(std::uint32_t seed, std::string_view bytes) {
  std::uint32_t sum = ~seed;
  for (const char c : bytes) sum = sum >> 8 ^ kTable[(sum ^ static_cast<std::uint8_t>(c)) & 0xff];
  return ~sum;
}

std::uint32_t crc32c(std::uint32_t seed, std::string_view bytes) {
#if defined(__x86_64__)
  static const bool has_instruction = __builtin_cpu_supports("sse4.2") != 0;
  if (has_instruction) return crc32c_sse42(seed, bytes);
#endif
  return crc32c_portable(seed, bytes);
}

}  // namespace parley
