// The device token: what a client keeps, and sends as `Authorization: Bearer` or in `hello`.
//
//   "pt1_" base64url( | device id 8 | secret 32 | CRC32C 4 | )      big endian, no padding
//
// The checksum tells a damaged token from a revoked one without asking the database. Only the hash
// of the secret is kept, so a stolen database opens no session.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "accounts/device.h"
#include "base/random.h"

namespace parley {

struct DeviceToken {
  DeviceId device;
  std::array<std::uint8_t, 32> secret{};

  friend bool operator==(const DeviceToken&, const DeviceToken&) = default;
};

DeviceToken make_device_token(DeviceId device, Random& random);
std::string to_text(const DeviceToken& token);
// Nothing unless the text is one that to_text() makes.
std::optional<DeviceToken> device_token_from(std::string_view text);

SecretHash hash_of(const DeviceToken& token);
// Takes the same time whether and wherever the two differ.
bool is_secret_of(const DeviceToken& token, const Device& device);

}  // namespace parley
