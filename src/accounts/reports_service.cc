#include "accounts/reports_service.h"

#include <utility>

#include "base/try.h"
#include "base/unicode.h"

namespace parley {
namespace {

constexpr Milliseconds kDay{24 * 3'600'000};
constexpr Milliseconds kRetry{3'600'000};

}  // namespace

Result<> ReportsService::report(Report report) {
  if (!report.user && !report.message) return fail(Errc::BadRequest, "neither user nor message");
  if (!is_name(report.reason, kReportReasonCodePointsMax)) {
    return fail(Errc::BadRequest, "a reason has 1 to 1,000 characters");
  }
  report.at = clock_.now();
  PARLEY_LET(auto work, store_.write());
  if (report.user) {
    PARLEY_LET(const auto user, work->users().find(*report.user));
    if (!user) return fail(Errc::NotFound, "no such user");
  }
  PARLEY_LET(const std::uint32_t today,
             work->reports().count_after(report.reporter, report.at - kDay));
  if (today >= kReportsADay) return fail(Errc::RateLimited, "too many reports", kRetry);
  PARLEY_TRY(work->reports().add(report));
  return work->commit();
}

Result<std::vector<Report>> ReportsService::list(std::uint64_t after, std::size_t limit) {
  PARLEY_LET(auto work, store_.read());
  return work->reports().page(after, limit);
}

}  // namespace parley
