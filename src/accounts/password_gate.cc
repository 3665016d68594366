#include "accounts/password_gate.h"

#include "accounts/names.h"
#include "base/try.h"

namespace parley {

Result<PasswordAttempt> PasswordGate::try_password(std::string_view username,
                                                   std::string_view password) {
  PasswordAttempt attempt{std::string(username), hasher_.decoy(), false};
  if (is_username(username, limits_)) {
    PARLEY_LET(auto work, store_.read());
    PARLEY_TRY(enter(*work, username));
    PARLEY_LET(const auto user, work->users().find_by_name(username));
    if (user && user->state != UserState::Deleted) {
      PARLEY_LET(attempt.hash, work->users().password_hash(user->id));
    }
  }
  PARLEY_LET(attempt.is_match, hasher_.verify(attempt.hash, password));
  return attempt;
}

Result<User> PasswordGate::settle(AccountsWork& work, const PasswordAttempt& attempt) {
  if (!is_username(attempt.username, limits_)) return fail(Errc::Unauthorized, "no username");
  PARLEY_TRY(enter(work, attempt.username));
  PARLEY_LET(auto user, work.users().find_by_name(attempt.username));
  bool is_good = attempt.is_match && user && user->state != UserState::Deleted;
  if (is_good) {
    PARLEY_LET(const auto hash, work.users().password_hash(user->id));
    is_good = hash == attempt.hash;
  }
  if (!is_good) {
    PARLEY_TRY(refuse(work, attempt.username));
  }
  PARLEY_TRY(work.credentials().forget_failures(attempt.username));
  return *std::move(user);
}

Result<> PasswordGate::enter(AccountsWork& work, std::string_view username) {
  PARLEY_LET(const auto failures, work.credentials().failures(username));
  const auto wait = wait_left(failures, clock_.now());
  if (wait > Milliseconds{0}) return fail(Errc::RateLimited, "too many failed attempts", wait);
  return {};
}

Result<> PasswordGate::refuse(AccountsWork& work, std::string_view username) {
  PARLEY_LET(const auto failures, work.credentials().failures(username));
  PARLEY_TRY(work.credentials().set_failures(username, one_more(failures, clock_.now())));
  PARLEY_TRY(work.commit());
  return fail(Errc::Unauthorized, "wrong name or secret");
}

}  // namespace parley
