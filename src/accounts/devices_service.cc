#include "accounts/devices_service.h"

#include "accounts/revocation_service.h"
#include "accounts/token.h"
#include "base/try.h"

namespace parley {
namespace {

constexpr std::size_t kRevocationsPage = 1'000;

}  // namespace

Result<Caller> DevicesService::authenticate(std::string_view token) {
  const auto parsed = device_token_from(token);
  if (!parsed) return fail(Errc::Unauthorized, "not a device token");
  PARLEY_LET(auto work, store_.read());
  PARLEY_LET(const auto device, work->devices().find(parsed->device));
  if (!device || !is_secret_of(*parsed, *device)) {
    return fail(Errc::Unauthorized, "no such device, or not its secret");
  }
  if (is_unseen_too_long(*device, clock_.now())) {
    return fail(Errc::Unauthorized, "the device was not seen for 180 days");
  }
  PARLEY_LET(const auto user, work->users().find(device->user));
  if (!user || user->state != UserState::Active) {
    return fail(Errc::Unauthorized, "the account is disabled or deleted");
  }
  return Caller{device->user, device->id};
}

Result<std::vector<Device>> DevicesService::list(UserId user) {
  PARLEY_LET(auto work, store_.read());
  return work->devices().list(user);
}

Result<> DevicesService::revoke(UserId user, DeviceId device) {
  PARLEY_LET(auto work, store_.write());
  PARLEY_LET(const auto known, work->devices().find(device));
  if (!known || known->user != user) return fail(Errc::NotFound, "no such device of this user");
  PARLEY_TRY(revoke_device(*work, {user, device}, {RevocationReason::Revoked, clock_.now()}));
  return work->commit();
}

Result<> DevicesService::mark_seen(std::span<const Sighting> sightings) {
  if (sightings.empty()) return {};
  PARLEY_LET(auto work, store_.write());
  for (const auto& [device, at] : sightings) {
    PARLEY_TRY(work->devices().mark_seen(device, to_the_minute(at)));
  }
  return work->commit();
}

Result<std::vector<Revocation>> DevicesService::revocations_after(RevocationCursor cursor) {
  PARLEY_LET(auto work, store_.read());
  return work->revocations().after(cursor, kRevocationsPage);
}

}  // namespace parley
