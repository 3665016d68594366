// Bytes in and out for records that we store ourselves: fixed-width integers in big endian (so that
// keys sort as numbers do), LEB128 varints, and strings with a varint length in front.
//
// ByteReader never reads past the end. The first short or overlong read makes it `failed()`, and
// from then on every read gives zero or empty: a decoder reads all its fields and asks once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace parley {

class ByteWriter {
 public:
  explicit ByteWriter(std::string& out) : out_(out) {}

  void u8(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }
  void u16(std::uint16_t value) { big_endian(value, 2); }
  void u32(std::uint32_t value) { big_endian(value, 4); }
  void u64(std::uint64_t value) { big_endian(value, 8); }
  void boolean(bool value) { u8(value ? 1 : 0); }
  void varint(std::uint64_t value) {
    char bytes[10];
    std::size_t size = 0;
    for (; value >= 0x80; value >>= 7) bytes[size++] = static_cast<char>(value | 0x80);
    bytes[size++] = static_cast<char>(value);
    out_.append(bytes, size);
  }
  void raw(std::string_view bytes) { out_.append(bytes); }
  void string(std::string_view bytes) {
    varint(bytes.size());
    raw(bytes);
  }

 private:
  void big_endian(std::uint64_t value, std::size_t width) {
    char bytes[8];
    for (std::size_t i = 0; i < width; ++i) {
      bytes[i] = static_cast<char>(value >> (8 * (width - 1 - i)));
    }
    out_.append(bytes, width);
  }

  std::string& out_;
};

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t u8() { return static_cast<std::uint8_t>(big_endian(1)); }
  // A byte that numbers one of `end` things; any other value fails the reader.
  std::uint8_t u8_below(std::size_t end) {
    const std::uint8_t value = u8();
    if (value < end) return value;
    fail();
    return 0;
  }
  bool boolean() { return u8_below(2) != 0; }
  std::uint16_t u16() { return static_cast<std::uint16_t>(big_endian(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(big_endian(4)); }
  std::uint64_t u64() { return big_endian(8); }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < rest_.size() && i < 10; ++i) {
      const auto byte = static_cast<std::uint8_t>(rest_[i]);
      if (i == 9 && byte > 1) break;
      value |= std::uint64_t{byte & 0x7fU} << (7 * i);
      if (byte < 0x80) {
        rest_.remove_prefix(i + 1);
        return value;
      }
    }
    fail();
    return 0;
  }
  std::string_view raw(std::uint64_t size) {
    if (size > rest_.size()) {
      fail();
      return {};
    }
    const auto bytes = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(static_cast<std::size_t>(size));
    return bytes;
  }
  std::string_view string() { return raw(varint()); }

  // A count of things that take at least `least_bytes` each, so that a hostile count cannot make
  // the caller reserve more than the input could hold.
  std::uint64_t count(std::uint64_t least_bytes) {
    const std::uint64_t n = varint();
    if (n > rest_.size() / least_bytes) {
      fail();
      return 0;
    }
    return n;
  }

  // For a value that was read well and that no writer makes.
  void fail() {
    failed_ = true;
    rest_ = {};
  }
  bool at_end() const { return rest_.empty(); }
  bool failed() const { return failed_; }
  // True if everything was read, and read well.
  bool finished() const { return !failed_ && rest_.empty(); }

 private:
  std::uint64_t big_endian(std::size_t width) {
    std::uint64_t value = 0;
    for (const char c : raw(width)) value = value << 8 | static_cast<std::uint8_t>(c);
    return value;
  }

  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace parley
