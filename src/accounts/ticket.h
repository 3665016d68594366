// The ticket: a short-lived pass for cheap reconnects, checked without a database.
//
//   base64url( | version 1 | key id 4 | user 8 | device 8 | expiry 8 | HMAC-SHA-256 32 | )
//
// The HMAC is over everything before it; numbers are big endian; expiry is milliseconds since 1970.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "accounts/device.h"
#include "base/time.h"

namespace parley {

constexpr Milliseconds kTicketLife{15 * 60 * 1'000};

enum class TicketKeyId : std::uint32_t {};

struct TicketKey {
  TicketKeyId id{};
  std::array<std::uint8_t, 32> secret{};
  TimeMs made_at{};
};

struct Ticket {
  TicketKeyId key{};
  Caller caller;
  TimeMs expires_at{};

  friend bool operator==(const Ticket&, const Ticket&) = default;
};

// The signed text of a ticket; `key` is the one that it names.
std::string seal(const Ticket& ticket, const TicketKey& key);

// A ticket as read, not to be trusted before is_signed_by() has said yes.
struct UnverifiedTicket {
  Ticket ticket;
  std::string signed_part;
  std::array<std::uint8_t, 32> signature{};

  bool is_signed_by(const TicketKey& key) const;
};
// Nothing unless the text has the form above.
std::optional<UnverifiedTicket> ticket_from(std::string_view text);

}  // namespace parley
