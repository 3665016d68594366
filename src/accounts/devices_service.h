// Who is calling, and which devices there are.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "accounts/accounts_store.h"

namespace parley {

// Any thread, a blocking one.
class DevicesService {
 public:
  DevicesService(AccountsStore& store, const Clock& clock) : store_(store), clock_(clock) {}

  // Who holds this device token. Unauthorized if nobody does: malformed, revoked, unseen for 180
  // days, or of an account that is deleted or disabled. Marks nothing as seen.
  Result<Caller> authenticate(std::string_view token);

  // The one unseen longest comes first.
  Result<std::vector<Device>> list(UserId user);
  // NotFound if the device is not the user's. Other devices are told by an item, servers by the
  // list of revocations.
  Result<> revoke(UserId user, DeviceId device);

  // Records sightings to the minute, in one transaction: callers collect them (SeenBook).
  Result<> mark_seen(std::span<const Sighting> sightings);

  // What was revoked after `cursor`, in order; at most a day ago, at most 1,000.
  Result<std::vector<Revocation>> revocations_after(RevocationCursor cursor);

 private:
  AccountsStore& store_;
  const Clock& clock_;
};

}  // namespace parley
