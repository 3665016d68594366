// Taking reports down, and listing them for the operator.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "accounts/accounts_store.h"
#include "accounts/report.h"

namespace parley {

// Any thread, a blocking one.
class ReportsService {
 public:
  ReportsService(AccountsStore& store, const Clock& clock) : store_(store), clock_(clock) {}

  // Durable when it returns; number and time are given here. BadRequest where neither a user nor a
  // message is named, or the reason is blank or above 1,000 code points; NotFound for a user that
  // never was; RateLimited above kReportsADay in 24 hours. That the reporter may read the message
  // is for the caller to see.
  Result<> report(Report report);

  // By number, after `after`.
  Result<std::vector<Report>> list(std::uint64_t after, std::size_t limit);

 private:
  AccountsStore& store_;
  const Clock& clock_;
};

}  // namespace parley
