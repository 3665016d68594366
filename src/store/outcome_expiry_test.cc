#include "store/outcome_expiry.h"

#include <gtest/gtest.h>

#include "store/cluster_key.h"

namespace parley {
namespace {

TEST(OutcomeExpiry, an_outcome_is_kept_for_16_days_after_its_own) {
  const auto key = ClusterKey().u64(1).u32(1000).raw(std::string(16, 'i'));
  EXPECT_FALSE(is_outcome_expired(key.bytes(), 1000));
  EXPECT_FALSE(is_outcome_expired(key.bytes(), 1016));
  EXPECT_TRUE(is_outcome_expired(key.bytes(), 1017));
  EXPECT_FALSE(is_outcome_expired(key.bytes(), 0));
}

TEST(OutcomeExpiry, a_key_of_another_form_never_expires) {
  EXPECT_FALSE(is_outcome_expired("", 99'999));
  EXPECT_FALSE(is_outcome_expired(std::string(27, '\0'), 99'999));
}

}  // namespace
}  // namespace parley
