#include "accounts/ticket.h"

#include <sodium.h>

#include <algorithm>

#include "accounts/base64url.h"
#include "base/bytes.h"

namespace parley {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kSignedBytes = 1 + 4 + 8 + 8 + 8;
constexpr std::size_t kTicketBytes = kSignedBytes + crypto_auth_hmacsha256_BYTES;

const unsigned char* unsigned_bytes(const std::string& bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

std::string seal(const Ticket& ticket, const TicketKey& key) {
  std::string bytes;
  ByteWriter writer(bytes);
  writer.u8(kVersion);
  writer.u32(static_cast<std::uint32_t>(ticket.key));
  writer.u64(ticket.caller.user.bits());
  writer.u64(ticket.caller.device.bits());
  writer.u64(static_cast<std::uint64_t>(to_number(ticket.expires_at)));
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> signature;
  crypto_auth_hmacsha256(signature.data(), unsigned_bytes(bytes), bytes.size(), key.secret.data());
  writer.raw({reinterpret_cast<const char*>(signature.data()), signature.size()});
  return to_base64url(bytes);
}

bool UnverifiedTicket::is_signed_by(const TicketKey& key) const {
  return crypto_auth_hmacsha256_verify(signature.data(), unsigned_bytes(signed_part),
                                       signed_part.size(), key.secret.data()) == 0;
}

std::optional<UnverifiedTicket> ticket_from(std::string_view text) {
  const auto bytes = from_base64url(text, kTicketBytes);
  if (!bytes) return std::nullopt;
  ByteReader reader(*bytes);
  if (reader.u8() != kVersion) return std::nullopt;
  UnverifiedTicket read;
  read.ticket.key = TicketKeyId{reader.u32()};
  read.ticket.caller.user = UserId{reader.u64()};
  read.ticket.caller.device = DeviceId{reader.u64()};
  read.ticket.expires_at = TimeMs{static_cast<std::int64_t>(reader.u64())};
  read.signed_part = bytes->substr(0, kSignedBytes);
  std::ranges::copy(reader.raw(read.signature.size()), read.signature.begin());
  return read;
}

}  // namespace parley
