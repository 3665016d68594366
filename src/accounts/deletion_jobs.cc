#include "accounts/deletion_jobs.h"

#include <limits>
#include <utility>

#include "accounts/revocation_service.h"
#include "base/try.h"

namespace parley {
namespace {

constexpr std::size_t kDueMax = 100;
constexpr std::size_t kPeersInOneWork = 200;
constexpr std::size_t kUnseenInOneSweep = 500;
constexpr Milliseconds kDay{24 * 60 * 60 * 1'000};
// As long as the outcome of a submission is remembered (protocol section 2).
constexpr Milliseconds kGroupsKept = 16 * kDay;

// `user` is going: their peer sees that the relation has ended.
Result<> part(AccountsWork& work, UserId user, UserId peer) {
  PARLEY_LET(Contact theirs, work.contacts().find(peer, user));
  if (theirs.state != ContactState::None) {
    theirs.state = ContactState::None;
    ++theirs.version;
    PARLEY_TRY(work.outbox().append(peer, ContactsChanged{theirs}));
  }
  return work.contacts().remove_pair(user, peer);
}

Result<> sweep_unseen(AccountsWork& work, TimeMs now) {
  PARLEY_LET(const auto devices, work.devices().unseen_since(now - kUnseenMax, kUnseenInOneSweep));
  for (const Device& device : devices) {
    PARLEY_TRY(revoke_device(work, {device.user, device.id}, {RevocationReason::Unseen, now}));
  }
  return {};
}

}  // namespace

Result<> DeletionJobs::resume_all() {
  constexpr TimeMs kEver{std::numeric_limits<std::int64_t>::max()};
  PARLEY_LET(auto work, store_.write());
  PARLEY_LET(const auto all, work->deletions().due(kEver, std::numeric_limits<int>::max()));
  for (const AccountDeletion& deletion : all) {
    AccountDeletion due = deletion;
    due.due_at = clock_.now();
    PARLEY_TRY(work->deletions().replace(deletion, due));
  }
  return work->commit();
}

Result<std::size_t> DeletionJobs::run_due_jobs() {
  std::vector<AccountDeletion> due;
  {
    PARLEY_LET(auto work, store_.read());
    PARLEY_LET(due, work->deletions().due(clock_.now(), kDueMax));
  }
  std::size_t finished = 0;
  for (const AccountDeletion& deletion : due) {
    PARLEY_LET(const Outcome outcome, carry_on(deletion));
    if (outcome == Outcome::Finished) ++finished;
  }
  return finished;
}

Result<DeletionJobs::Outcome> DeletionJobs::carry_on(AccountDeletion deletion) {
  for (;;) {
    AccountDeletion leased = deletion;
    leased.due_at = clock_.now() + kDeletionLease;
    PARLEY_LET(const bool is_ours, replace(deletion, leased));
    if (!is_ours) return Outcome::Paused;
    AccountDeletion next = leased;
    if (!do_step(leased)) {
      ++next.failures;
      next.due_at = clock_.now() + deletion_pause(next.failures);
      PARLEY_TRY(replace(leased, next));
      return Outcome::Paused;
    }
    if (leased.step == DeletionStep::Profile) return Outcome::Finished;
    next.step = DeletionStep{static_cast<std::uint8_t>(std::to_underlying(leased.step) + 1)};
    next.failures = 0;
    next.due_at = clock_.now();
    PARLEY_LET(const bool is_recorded, replace(leased, next));
    if (!is_recorded) return Outcome::Paused;
    deletion = next;
  }
}

Result<bool> DeletionJobs::replace(const AccountDeletion& known, const AccountDeletion& next) {
  PARLEY_LET(auto work, store_.write());
  PARLEY_LET(const bool is_replaced, work->deletions().replace(known, next));
  PARLEY_TRY(work->commit());
  return is_replaced;
}

Result<> DeletionJobs::do_step(const AccountDeletion& deletion) {
  switch (deletion.step) {
    case DeletionStep::Relations: return remove_relations(deletion.user);
    case DeletionStep::Groups: return steps_.leave_groups(deletion.user);
    case DeletionStep::Inbox: return steps_.remove_inbox(deletion.user);
    case DeletionStep::Profile: return empty_profile(deletion.user);
  }
  std::unreachable();
}

// In several works, so that five thousand contacts do not hold the write lock for all of their
// length; each takes away what it did, so a restart goes on with the rest.
Result<> DeletionJobs::remove_relations(UserId user) {
  for (;;) {
    PARLEY_LET(auto work, store_.write());
    PARLEY_LET(const auto peers, work->contacts().some_peers(user, kPeersInOneWork));
    for (const UserId peer : peers) PARLEY_TRY(part(*work, user, peer));
    if (peers.size() < kPeersInOneWork) {
      PARLEY_TRY(work->blocks().remove_all(user));
      PARLEY_TRY(work->credentials().remove_recovery_codes(user));
      PARLEY_TRY(work->outbox().remove_of(user));
      return work->commit();
    }
    PARLEY_TRY(work->commit());
  }
}

// The last step takes the deletion away with it.
Result<> DeletionJobs::empty_profile(UserId id) {
  PARLEY_LET(auto work, store_.write());
  PARLEY_LET(auto user, work->users().find(id));
  if (user) {
    PARLEY_TRY(work->credentials().forget_failures(user->username));
    PARLEY_TRY(work->users().set_password_hash(id, ""));
    user->display_name.clear();
    user->settings = {};
    PARLEY_TRY(work->users().update(*user));
  }
  PARLEY_TRY(work->deletions().remove(id));
  return work->commit();
}

Result<> sweep(AccountsStore& store, const Clock& clock) {
  const TimeMs now = clock.now();
  PARLEY_LET(auto work, store.write());
  PARLEY_TRY(sweep_unseen(*work, now));
  PARLEY_TRY(work->revocations().remove_before(now - kDay));
  PARLEY_TRY(work->credentials().forget_failures_before(now - kFailuresKept));
  PARLEY_TRY(work->starts().remove_new_directs_before(now - kDay));
  PARLEY_TRY(work->starts().remove_groups_before(now - kGroupsKept));
  return work->commit();
}

}  // namespace parley
