// The end of a device, the same for all who cause it: the row goes, servers find it in the list of
// revocations, and the user's other devices are told by an item.
#pragma once

#include <cstddef>
#include <optional>

#include "accounts/accounts_store.h"

namespace parley {

// What is revoked why and when.
struct Revoking {
  RevocationReason reason;
  TimeMs at;
};

Result<> revoke_device(AccountsWork& work, const Caller& device, Revoking revoking);

// Every device of `user` but `spared`. How many; no item where there were none.
Result<std::size_t> revoke_devices(AccountsWork& work, UserId user, std::optional<DeviceId> spared,
                                   Revoking revoking);

}  // namespace parley
