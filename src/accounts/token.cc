#include "accounts/token.h"

#include <sodium.h>

#include <algorithm>

#include "accounts/base64url.h"
#include "base/bytes.h"
#include "base/crc32c.h"

namespace parley {
namespace {

constexpr std::string_view kPrefix = "pt1_";
constexpr std::size_t kSummedBytes = 8 + 32;
constexpr std::size_t kTokenBytes = kSummedBytes + 4;

}  // namespace

DeviceToken make_device_token(DeviceId device, Random& random) {
  DeviceToken token{device, {}};
  random.fill(token.secret);
  return token;
}

std::string to_text(const DeviceToken& token) {
  std::string bytes;
  ByteWriter writer(bytes);
  writer.u64(token.device.bits());
  writer.raw({reinterpret_cast<const char*>(token.secret.data()), token.secret.size()});
  writer.u32(crc32c(0, bytes));
  return std::string(kPrefix) + to_base64url(bytes);
}

std::optional<DeviceToken> device_token_from(std::string_view text) {
  if (!text.starts_with(kPrefix)) return std::nullopt;
  const auto bytes = from_base64url(text.substr(kPrefix.size()), kTokenBytes);
  if (!bytes) return std::nullopt;
  ByteReader reader(*bytes);
  DeviceToken token{DeviceId{reader.u64()}, {}};
  std::ranges::copy(reader.raw(token.secret.size()), token.secret.begin());
  if (reader.u32() != crc32c(0, std::string_view(*bytes).substr(0, kSummedBytes))) {
    return std::nullopt;
  }
  return token;
}

SecretHash hash_of(const DeviceToken& token) {
  SecretHash hash;
  crypto_hash_sha256(hash.data(), token.secret.data(), token.secret.size());
  return hash;
}

bool is_secret_of(const DeviceToken& token, const Device& device) {
  const SecretHash hash = hash_of(token);
  return sodium_memcmp(hash.data(), device.secret_hash.data(), hash.size()) == 0;
}

}  // namespace parley
