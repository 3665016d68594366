// A device is one log-in of a user; it ends by revocation or after 180 days of silence.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "base/ids.h"
#include "base/time.h"

namespace parley {

constexpr Milliseconds kUnseenMax{std::int64_t{180} * 24 * 60 * 60 * 1'000};

// Who makes a request: proven by a device token or a ticket.
struct Caller {
  UserId user;
  DeviceId device;

  friend bool operator==(const Caller&, const Caller&) = default;
};

// What a client says about itself.
struct DeviceDescription {
  std::string name;
  std::string platform;
};

using SecretHash = std::array<std::uint8_t, 32>;

struct Device {
  DeviceId id;
  UserId user;
  DeviceDescription description;
  SecretHash secret_hash{};  // SHA-256 of the token's secret.
  TimeMs created_at{};
  TimeMs seen_at{};  // To the minute.
};

constexpr bool is_unseen_too_long(const Device& device, TimeMs now) {
  return now - device.seen_at >= kUnseenMax;
}

constexpr TimeMs to_the_minute(TimeMs time) {
  return TimeMs{to_number(time) - to_number(time) % 60'000};
}

// A device and when it was seen.
struct Sighting {
  DeviceId device;
  TimeMs at{};
};

enum class RevocationReason : std::uint8_t {
  LoggedOut = 0,
  Revoked = 1,  // By the user from another device, or as the 21st device's victim.
  PasswordChanged = 2,
  Recovered = 3,
  Deleted = 4,   // The account.
  Disabled = 5,  // The account, by an operator.
  Unseen = 6,    // For 180 days.
};

// How far a server has read the list of revocations; 0 is before the first.
enum class RevocationCursor : std::uint64_t {};

struct Revocation {
  RevocationCursor cursor{};
  Caller caller;
  RevocationReason reason = RevocationReason::Revoked;
  TimeMs at{};
};

}  // namespace parley
