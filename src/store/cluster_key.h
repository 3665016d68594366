// The second half of a row's key: the place of the row within its partition. Up to 40 bytes, held
// inline, ordered as bytes; numbers go in big endian, so that they sort as numbers.
//
//   ClusterKey().u64(to_number(seq))
//   ClusterKey().u64(sender.bits()).u32(day).raw(id_bytes)
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "base/check.h"

namespace parley {

class ClusterKey {
 public:
  static constexpr std::size_t kBytesMax = 40;

  // The empty key, which is before every other.
  ClusterKey() = default;
  // `bytes` is at most kBytesMax.
  explicit ClusterKey(std::string_view bytes) { raw(bytes); }
  // After every key that a row may have.
  static ClusterKey last() {
    ClusterKey key;
    key.bytes_.fill(0xff);
    key.size_ = kBytesMax;
    return key;
  }

  ClusterKey& u8(std::uint8_t value) { return big_endian(value, 1); }
  ClusterKey& u32(std::uint32_t value) { return big_endian(value, 4); }
  ClusterKey& u64(std::uint64_t value) { return big_endian(value, 8); }
  ClusterKey& raw(std::string_view bytes) {
    PARLEY_CHECK(bytes.size() <= kBytesMax - size_);
    if (!bytes.empty()) std::memcpy(bytes_.data() + size_, bytes.data(), bytes.size());
    size_ = static_cast<std::uint8_t>(size_ + bytes.size());
    return *this;
  }

  std::string_view bytes() const {
    return {reinterpret_cast<const char*>(bytes_.data()), std::size_t{size_}};
  }

  // The next key and the one before, among all byte strings of up to kBytesMax; nothing at the
  // ends.
  std::optional<ClusterKey> after() const;
  std::optional<ClusterKey> before() const;

  friend bool operator==(const ClusterKey&, const ClusterKey&) = default;
  // As bytes: a key is before every longer one that begins with it. What lies beyond size_ is zero,
  // so the whole array can be compared first.
  friend std::strong_ordering operator<=>(const ClusterKey& a, const ClusterKey& b) {
    const int order = std::memcmp(a.bytes_.data(), b.bytes_.data(), kBytesMax);
    return order != 0 ? order <=> 0 : a.size_ <=> b.size_;
  }

 private:
  ClusterKey& big_endian(std::uint64_t value, std::size_t width) {
    PARLEY_CHECK(width <= kBytesMax - size_);
    for (std::size_t i = 0; i < width; ++i) {
      bytes_[size_ + i] = static_cast<std::uint8_t>(value >> (8 * (width - 1 - i)));
    }
    size_ = static_cast<std::uint8_t>(size_ + width);
    return *this;
  }

  std::array<std::uint8_t, kBytesMax> bytes_{};
  std::uint8_t size_ = 0;
};

}  // namespace parley
