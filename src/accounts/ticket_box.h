// What one server needs to issue and to check tickets: the keys and the recent revocations, in
// memory. TicketService fills it from SQL every few seconds.
//
// Invariants:
//   (1) A ticket is accepted only if signed by a key of the box, not expired, and of a device that
//       is not revoked as far as the box knows.
//   (2) A box that was not filled for kTicketBoxStale knows too little: it accepts nothing.
//   (3) A revocation is kept longer than any ticket lives that was issued before it.
//   (4) A new key signs only after every server had time to learn it.
#pragma once

#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "accounts/ticket.h"
#include "base/error.h"

namespace parley {

constexpr Milliseconds kTicketBoxStale{60'000};
constexpr Milliseconds kRevocationsKept{20 * 60 * 1'000};
constexpr Milliseconds kTicketKeyRest{60'000};

// Any thread; nothing here waits for I/O.
class TicketBox {
 public:
  explicit TicketBox(const Clock& clock) : clock_(clock) {}

  // A ticket for `caller`, good for kTicketLife; nothing while the box is stale.
  std::optional<std::string> issue(const Caller& caller) const;

  // Unauthorized for a ticket that is not good (any more): the client shows its token instead.
  // StoreFailed while the box is stale: whether it is good cannot be said (2).
  Result<Caller> check(std::string_view text) const;

  // Whether the revocation of `device` was filled in during the last kRevocationsKept.
  bool is_revoked(DeviceId device) const;

  // All valid keys, and the revocations since the last filling. The box is fresh from now on.
  void fill(std::vector<TicketKey> keys, std::span<const Revocation> revocations);

 private:
  bool is_stale() const;
  const TicketKey* signing_key() const;

  const Clock& clock_;
  mutable std::shared_mutex mutex_;
  std::vector<TicketKey> keys_;  // Oldest first.
  std::unordered_map<DeviceId, TimeMs> revoked_at_;
  std::optional<Milliseconds> filled_at_;  // Monotonic.
};

}  // namespace parley
