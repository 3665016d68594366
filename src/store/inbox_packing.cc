#include "store/inbox_packing.h"

#include "base/bytes.h"

namespace parley {
namespace {

constexpr std::size_t kNumberBytes = 8;

// The number in the first eight bytes, missing ones being zero.
std::uint64_t leading_number(std::string_view bytes) {
  std::string padded(bytes.substr(0, kNumberBytes));
  padded.resize(kNumberBytes);
  return ByteReader(padded).u64();
}

}  // namespace

std::string pack_rows(std::span<const std::string_view> values) {
  std::string out;
  ByteWriter writer(out);
  writer.varint(values.size());
  for (const std::string_view value : values) writer.string(value);
  return out;
}

Result<std::vector<std::string_view>> unpack_rows(std::string_view bytes) {
  ByteReader reader(bytes);
  std::vector<std::string_view> values(static_cast<std::size_t>(reader.count(1)));
  for (auto& value : values) value = reader.string();
  if (values.empty() || !reader.finished()) {
    return fail(Errc::StoreFailed, "a packed row of the inbox is damaged");
  }
  return values;
}

std::optional<std::uint64_t> number_in(const ClusterKey& cluster) {
  if (cluster.bytes().size() != kNumberBytes) return std::nullopt;
  return leading_number(cluster.bytes());
}

std::optional<Numbers> numbers_between(const ClusterKey& from, const ClusterKey& to) {
  Numbers numbers{leading_number(from.bytes()), leading_number(to.bytes())};
  // A key is before every longer one that begins with it, so a longer bound lies behind its number,
  // and a shorter one before it.
  if (from.bytes().size() > kNumberBytes && numbers.first++ == UINT64_MAX) return std::nullopt;
  if (to.bytes().size() < kNumberBytes && numbers.last-- == 0) return std::nullopt;
  if (numbers.last < numbers.first) return std::nullopt;
  return numbers;
}

}  // namespace parley
