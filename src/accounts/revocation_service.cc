#include "accounts/revocation_service.h"

#include "base/try.h"

namespace parley {
namespace {

// Without the item.
Result<> end_device(AccountsWork& work, const Caller& device, Revoking revoking) {
  PARLEY_TRY(work.devices().remove(device.device));
  return work.revocations().add(device, revoking.reason, revoking.at);
}

}  // namespace

Result<> revoke_device(AccountsWork& work, const Caller& device, Revoking revoking) {
  PARLEY_TRY(end_device(work, device, revoking));
  return work.outbox().append(device.user, DevicesChanged{});
}

Result<std::size_t> revoke_devices(AccountsWork& work, UserId user, std::optional<DeviceId> spared,
                                   Revoking revoking) {
  PARLEY_LET(const auto devices, work.devices().list(user));
  std::size_t count = 0;
  for (const Device& device : devices) {
    if (device.id == spared) continue;
    PARLEY_TRY(end_device(work, {user, device.id}, revoking));
    ++count;
  }
  // A deleted account has no device left that could be told.
  if (count > 0 && revoking.reason != RevocationReason::Deleted) {
    PARLEY_TRY(work.outbox().append(user, DevicesChanged{}));
  }
  return count;
}

}  // namespace parley
