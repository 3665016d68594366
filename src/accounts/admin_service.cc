#include "accounts/admin_service.h"

#include "accounts/revocation_service.h"
#include "base/try.h"

namespace parley {
namespace {

Result<User> find_by_name(AccountsWork& work, std::string_view username) {
  PARLEY_LET(auto user, work.users().find_by_name(username));
  if (!user || user->state == UserState::Deleted) return fail(Errc::NotFound, "no such account");
  return *std::move(user);
}

}  // namespace

Result<NewAccount> AdminService::add(const SignUpRequest& request) {
  PARLEY_LET(auto account, sessions_.sign_up(request));
  PARLEY_TRY(sessions_.log_out(account.session.caller));
  account.session = {};
  return account;
}

Result<std::vector<User>> AdminService::list(UserId after, std::size_t limit) {
  PARLEY_LET(auto work, store_.read());
  return work->users().page(after, limit);
}

Result<> AdminService::disable(std::string_view username) {
  PARLEY_LET(auto work, store_.write());
  PARLEY_LET(User user, find_by_name(*work, username));
  user.state = UserState::Disabled;
  PARLEY_TRY(work->users().update(user));
  const Revoking revoking{RevocationReason::Disabled, clock_.now()};
  PARLEY_TRY(revoke_devices(*work, user.id, std::nullopt, revoking));
  return work->commit();
}

Result<> AdminService::enable(std::string_view username) {
  PARLEY_LET(auto work, store_.write());
  PARLEY_LET(User user, find_by_name(*work, username));
  user.state = UserState::Active;
  PARLEY_TRY(work->users().update(user));
  return work->commit();
}

}  // namespace parley
