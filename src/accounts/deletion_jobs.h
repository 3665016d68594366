// Finishes account deletions, and sweeps up what has run out.
#pragma once

#include <cstddef>
#include <cstdint>

#include "accounts/accounts_store.h"

namespace parley {

// The steps of a deletion that are not in SQL. Each may be asked for again and then does nothing.
class DeletionSteps {
 public:
  virtual ~DeletionSteps() = default;

  // Returns when the user has left every group, durably.
  virtual Result<> leave_groups(UserId user) = 0;
  // Returns when the inbox of the user is gone.
  virtual Result<> remove_inbox(UserId user) = 0;
};

// One thread a server; several servers may run it at once.
class DeletionJobs {
 public:
  DeletionJobs(AccountsStore& store, DeletionSteps& steps, const Clock& clock)
      : store_(store), steps_(steps), clock_(clock) {}

  // Makes every deletion due now. For a server that is alone with its database, at its start:
  // whoever held a lease is dead.
  Result<> resume_all();

  // Works on the deletions that are due, each as far as it comes. How many were finished. A step
  // that fails is noted, tried again after a growing pause, and holds up no other deletion; only an
  // error of the store itself is passed up.
  Result<std::size_t> run_due_jobs();

 private:
  enum class Outcome : std::uint8_t { Finished, Paused };
  Result<Outcome> carry_on(AccountDeletion deletion);
  Result<bool> replace(const AccountDeletion& known, const AccountDeletion& next);
  Result<> do_step(const AccountDeletion& deletion);
  Result<> remove_relations(UserId user);
  Result<> empty_profile(UserId user);

  AccountsStore& store_;
  DeletionSteps& steps_;
  const Clock& clock_;
};

// Removes what has run out: devices unseen for 180 days, old revocations, failures, counts and
// group names. Called every hour or so; a bounded amount each time.
Result<> sweep(AccountsStore& store, const Clock& clock);

}  // namespace parley
