// Reports are kept, in order, and only what says something.
#include "accounts/reports_service.h"

#include "accounts/test_accounts.h"

namespace parley {
namespace {

class ReportsServiceTest : public AccountsTest {
 protected:
  ReportsServiceTest() : romeo_(user("romeo")), tybalt_(user("tybalt")) {}

  ReportsService reports() { return {*store_, clock_}; }
  Report about_tybalt(std::string reason) const {
    return {.reporter = romeo_, .user = tybalt_, .message = {}, .reason = std::move(reason)};
  }

  UserId romeo_;
  UserId tybalt_;
};

TEST_F(ReportsServiceTest, ReportsAreKeptInTheOrderInWhichTheyCame) {
  const MessagePlace place{ConversationId::of(romeo_, tybalt_), Seq{7}};
  ASSERT_TRUE(reports().report(about_tybalt("he bites his thumb")).has_value());
  clock_.advance(Milliseconds{5});
  Report second{.reporter = romeo_, .user = {}, .message = place, .reason = "an insult"};
  ASSERT_TRUE(reports().report(second).has_value());
  open();
  auto service = reports();
  const auto all = service.list(0, 10).value();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].user, tybalt_);
  EXPECT_EQ(all[0].reason, "he bites his thumb");
  second.number = 2;
  second.at = clock_.now();
  EXPECT_EQ(all[1], second);
  EXPECT_EQ(service.list(1, 10).value(), std::vector{second});
  EXPECT_EQ(service.list(0, 1).value().size(), 1u);
}

TEST_F(ReportsServiceTest, AReportSaysOfWhatAndWhy) {
  auto service = reports();
  EXPECT_EQ(code_of(service.report({.reporter = romeo_, .user = {}, .message = {}, .reason = "x"})),
            Errc::BadRequest);
  EXPECT_EQ(code_of(service.report(about_tybalt(" \n"))), Errc::BadRequest);
  EXPECT_EQ(code_of(service.report(about_tybalt(std::string(1'001, 'x')))), Errc::BadRequest);
  Report of_nobody = about_tybalt("x");
  of_nobody.user = UserId{5};
  EXPECT_EQ(code_of(service.report(of_nobody)), Errc::NotFound);
  EXPECT_TRUE(service.list(0, 10).value().empty());
}

TEST_F(ReportsServiceTest, TheReportsOfADayAreLimited) {
  auto service = reports();
  for (std::uint32_t i = 0; i < kReportsADay; ++i) {
    ASSERT_TRUE(service.report(about_tybalt("again")).has_value());
  }
  EXPECT_EQ(code_of(service.report(about_tybalt("again"))), Errc::RateLimited);
  clock_.advance(Milliseconds{24 * 3'600'000});
  EXPECT_TRUE(service.report(about_tybalt("again")).has_value());
}

}  // namespace
}  // namespace parley
