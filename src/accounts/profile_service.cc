#include "accounts/profile_service.h"

#include "accounts/revocation_service.h"
#include "base/try.h"

namespace parley {
namespace {

Result<User> find_present(AccountsWork& work, UserId id) {
  PARLEY_LET(auto user, work.users().find(id));
  if (!user || user->state == UserState::Deleted) return fail(Errc::NotFound, "no such account");
  return *std::move(user);
}

}  // namespace

ProfileService::ProfileService(AccountsStore& store, PasswordHasher& hasher, const Clock& clock,
                               const Limits& limits)
    : store_(store),
      hasher_(hasher),
      clock_(clock),
      limits_(limits),
      gate_(store, hasher, clock, limits) {}

Result<User> ProfileService::me(UserId user) {
  PARLEY_LET(auto work, store_.read());
  return find_present(*work, user);
}

Result<User> ProfileService::change(UserId id, const ProfilePatch& patch) {
  if (patch.username) PARLEY_TRY(check_username(*patch.username, limits_));
  if (patch.display_name) PARLEY_TRY(check_display_name(*patch.display_name, limits_));
  PARLEY_LET(auto work, store_.write());
  PARLEY_LET(const User user, find_present(*work, id));
  User changed = patched(user, patch);
  if (changed == user) return changed;
  PARLEY_TRY(work->users().update(changed));
  PARLEY_TRY(work->commit());
  return changed;
}

Result<> ProfileService::change_password(const Caller& caller, std::string_view password,
                                         std::string_view new_password) {
  PARLEY_TRY(check_password(new_password, limits_));
  PARLEY_LET(const User user, me(caller.user));
  PARLEY_LET(const auto attempt, gate_.try_password(user.username, password));
  std::string hash;
  if (attempt.is_match) {
    PARLEY_LET(hash, hasher_.hash(new_password));
  }
  PARLEY_LET(auto work, store_.write());
  PARLEY_TRY(gate_.settle(*work, attempt));
  PARLEY_TRY(work->users().set_password_hash(caller.user, hash));
  const Revoking revoking{RevocationReason::PasswordChanged, clock_.now()};
  PARLEY_TRY(revoke_devices(*work, caller.user, caller.device, revoking));
  return work->commit();
}

Result<> ProfileService::delete_account(const Caller& caller, std::string_view password) {
  PARLEY_LET(const User known, me(caller.user));
  PARLEY_LET(const auto attempt, gate_.try_password(known.username, password));
  PARLEY_LET(auto work, store_.write());
  PARLEY_LET(User user, gate_.settle(*work, attempt));
  const TimeMs now = clock_.now();
  user.state = UserState::Deleted;
  ++user.version;
  PARLEY_TRY(work->users().update(user));
  PARLEY_TRY(revoke_devices(*work, user.id, std::nullopt, {RevocationReason::Deleted, now}));
  PARLEY_TRY(work->deletions().add({.user = user.id, .due_at = now}));
  return work->commit();
}

}  // namespace parley
