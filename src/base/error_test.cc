#include "base/error.h"

#include <gtest/gtest.h>

#include <set>
#include <utility>

#include "base/retry.h"

namespace parley {
namespace {

constexpr Errc kAll[] = {
#define PARLEY_ERROR(name, text, wire, http, retry, what) Errc::name,
#include "base/errors.def"
#undef PARLEY_ERROR
};

TEST(Errors, AreFoundByTheirNameAndByTheirNumber) {
  for (const Errc code : kAll) {
    EXPECT_EQ(errc_from(to_text(code)), code);
    EXPECT_EQ(errc_from_wire(std::to_underlying(code)), code);
  }
  EXPECT_EQ(errc_from("no_such_code"), std::nullopt);
  EXPECT_EQ(errc_from_wire(0), std::nullopt);
}

TEST(Errors, HaveNamesAndSentencesOfTheirOwn) {
  std::set<std::string_view> names;
  std::set<std::string_view> sentences;
  for (const Errc code : kAll) {
    names.insert(to_text(code));
    sentences.insert(sentence(code));
  }
  EXPECT_EQ(names.size(), std::size(kAll));
  EXPECT_EQ(sentences.size(), std::size(kAll));
}

TEST(Errors, TellAClientToComeBackOnlyWhereThatMayHelp) {
  for (const Errc code : kAll) {
    const bool is_passing = http_status(code) == 429 || http_status(code) == 503;
    EXPECT_EQ(retry_rule(code) != Retry::Never, is_passing) << to_text(code);
  }
}

TEST(Errors, ThatMayBeTriedAgainAlwaysSayWhen) {
  EXPECT_EQ(retry_after({Errc::RateLimited, "", Milliseconds{7}}), Milliseconds{7});
  EXPECT_EQ(retry_after({Errc::Draining, ""}), Milliseconds{1'000});
  EXPECT_EQ(retry_after({Errc::NotFound, "", Milliseconds{7}}), std::nullopt);
}

// Clients and stored rejections know these numbers: a new code takes a new one.
TEST(Errors, KeepTheirNumbersForEver) {
  EXPECT_EQ(std::to_underlying(Errc::BadFrame), 1001);
  EXPECT_EQ(std::to_underlying(Errc::NotFound), 1006);
  EXPECT_EQ(std::to_underlying(Errc::GroupFull), 1010);
  EXPECT_EQ(std::to_underlying(Errc::Conflict), 1018);
  EXPECT_EQ(std::to_underlying(Errc::Draining), 1022);
}

TEST(Results, CarryTheReasonOfAFailure) {
  const Result<int> result = fail(Errc::RateLimited, "user 17", Milliseconds{250});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::RateLimited);
  EXPECT_EQ(result.error().retry_after, Milliseconds{250});
}

}  // namespace
}  // namespace parley
