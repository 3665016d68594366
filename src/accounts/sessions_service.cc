#include "accounts/sessions_service.h"

#include "accounts/recovery_code.h"
#include "accounts/revocation_service.h"
#include "accounts/token.h"
#include "base/try.h"

namespace parley {
namespace {

// Ids collide between servers of one node number only, so the second draw is already rare.
constexpr int kDrawsMax = 8;

std::unexpected<Error> no_id_free() { return fail(Errc::StoreFailed, "no id is free"); }

}  // namespace

SessionsService::SessionsService(AccountsStore& store, PasswordHasher& hasher,
                                 AccountSources sources, const Limits& limits)
    : store_(store),
      hasher_(hasher),
      sources_(sources),
      limits_(limits),
      gate_(store, hasher, sources.clock, limits) {}

Result<NewAccount> SessionsService::sign_up(const SignUpRequest& request) {
  PARLEY_TRY(check(request));
  {
    // A name that is taken should not cost a hash.
    PARLEY_LET(auto work, store_.read());
    PARLEY_LET(const auto holder, work->users().find_by_name(request.username));
    if (holder) return fail(Errc::Conflict, "the username is taken");
  }
  PARLEY_LET(const auto hash, hasher_.hash(request.password));
  PARLEY_LET(auto work, store_.write());
  NewAccount account;
  PARLEY_LET(account.user, add_user(*work, request, hash));
  PARLEY_LET(account.recovery_codes, add_recovery_codes(*work, account.user.id));
  PARLEY_LET(account.session, add_device(*work, account.user.id, request.device));
  PARLEY_TRY(work->commit());
  return account;
}

Result<NewSession> SessionsService::log_in(const LogInRequest& request) {
  PARLEY_TRY(check_device_text(request.device.name, limits_));
  PARLEY_TRY(check_device_text(request.device.platform, limits_));
  PARLEY_LET(const auto attempt, gate_.try_password(request.username, request.password));
  PARLEY_LET(auto work, store_.write());
  PARLEY_LET(const User user, gate_.settle(*work, attempt));
  if (user.state == UserState::Disabled) return fail(Errc::Forbidden, "the account is disabled");
  PARLEY_LET(auto session, add_device(*work, user.id, request.device));
  PARLEY_TRY(work->outbox().append(user.id, DevicesChanged{}));
  PARLEY_TRY(work->commit());
  return session;
}

Result<NewSession> SessionsService::recover(const RecoveryRequest& request) {
  PARLEY_TRY(check_password(request.new_password, limits_));
  PARLEY_TRY(check_device_text(request.device.name, limits_));
  PARLEY_TRY(check_device_text(request.device.platform, limits_));
  if (is_username(request.username, limits_)) {
    PARLEY_LET(auto work, store_.read());
    PARLEY_TRY(gate_.enter(*work, request.username));
  }
  // Hashed for everybody, so that an unknown name takes as long as a known one.
  PARLEY_LET(const auto hash, hasher_.hash(request.new_password));
  if (!is_username(request.username, limits_)) return fail(Errc::Unauthorized, "no username");
  PARLEY_LET(auto work, store_.write());
  PARLEY_TRY(gate_.enter(*work, request.username));
  PARLEY_LET(const auto user, owner_of_code(*work, request));
  if (!user) {
    PARLEY_TRY(gate_.refuse(*work, request.username));
  }
  if (user->state == UserState::Disabled) return fail(Errc::Forbidden, "the account is disabled");
  PARLEY_TRY(work->credentials().forget_failures(request.username));
  PARLEY_TRY(work->users().set_password_hash(user->id, hash));
  const Revoking revoking{RevocationReason::Recovered, sources_.clock.now()};
  PARLEY_TRY(revoke_devices(*work, user->id, std::nullopt, revoking));
  PARLEY_LET(auto session, add_device(*work, user->id, request.device));
  PARLEY_TRY(work->outbox().append(user->id, DevicesChanged{}));
  PARLEY_TRY(work->commit());
  return session;
}

Result<> SessionsService::log_out(const Caller& caller) {
  PARLEY_LET(auto work, store_.write());
  PARLEY_LET(const auto device, work->devices().find(caller.device));
  if (!device || device->user != caller.user) return {};
  PARLEY_TRY(revoke_device(*work, caller, {RevocationReason::LoggedOut, sources_.clock.now()}));
  return work->commit();
}

Result<> SessionsService::check(const SignUpRequest& request) const {
  PARLEY_TRY(check_username(request.username, limits_));
  PARLEY_TRY(check_password(request.password, limits_));
  PARLEY_TRY(check_display_name(request.display_name, limits_));
  PARLEY_TRY(check_device_text(request.device.name, limits_));
  return check_device_text(request.device.platform, limits_);
}

Result<User> SessionsService::add_user(AccountsWork& work, const SignUpRequest& request,
                                       std::string_view password_hash) {
  User user{.id = {},
            .username = request.username,
            .display_name = request.display_name,
            .settings = {},
            .created_at = sources_.clock.now()};
  for (int draw = 0; draw < kDrawsMax; ++draw) {
    user.id = sources_.ids.make<UserId>();
    PARLEY_LET(const bool is_in, work.users().insert(user, password_hash));
    if (is_in) return user;
  }
  return no_id_free();
}

Result<std::vector<std::string>> SessionsService::add_recovery_codes(AccountsWork& work,
                                                                     UserId user) {
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < kRecoveryCodes; ++i) {
    codes.push_back(make_recovery_code(sources_.random));
    PARLEY_TRY(
        work.credentials().add_recovery_code(user, recovery_code_hash(codes.back()).value()));
  }
  return codes;
}

Result<NewSession> SessionsService::add_device(AccountsWork& work, UserId user,
                                               const DeviceDescription& description) {
  const TimeMs now = sources_.clock.now();
  PARLEY_LET(const auto devices, work.devices().list(user));
  for (std::size_t i = 0; i + limits_.devices_a_user <= devices.size(); ++i) {
    PARLEY_TRY(revoke_device(work, {user, devices[i].id}, {RevocationReason::Revoked, now}));
  }
  for (int draw = 0; draw < kDrawsMax; ++draw) {
    const auto token = make_device_token(sources_.ids.make<DeviceId>(), sources_.random);
    const Device device{token.device, user, description, hash_of(token), now, to_the_minute(now)};
    PARLEY_LET(const bool is_in, work.devices().insert(device));
    if (is_in) return NewSession{{user, device.id}, to_text(token)};
  }
  return no_id_free();
}

Result<std::optional<User>> SessionsService::owner_of_code(AccountsWork& work,
                                                           const RecoveryRequest& request) {
  const auto code = recovery_code_hash(request.recovery_code);
  if (!code) return std::nullopt;
  PARLEY_LET(auto user, work.users().find_by_name(request.username));
  if (!user || user->state == UserState::Deleted) return std::nullopt;
  PARLEY_LET(const bool is_theirs, work.credentials().take_recovery_code(user->id, *code));
  if (!is_theirs) return std::nullopt;
  return user;
}

}  // namespace parley
