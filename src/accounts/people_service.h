// Looking people up.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "accounts/accounts_store.h"
#include "base/limits.h"

namespace parley {

constexpr std::size_t kProfilesMax = 100;
constexpr std::size_t kFoundMax = 20;
constexpr std::size_t kPrefixMin = 3;

// Any thread, a blocking one.
class PeopleService {
 public:
  PeopleService(AccountsStore& store, const Limits& limits) : store_(store), limits_(limits) {}

  // In the order asked for; ids that nobody has are left out, deleted accounts show as deleted.
  // BadRequest for more than kProfilesMax.
  Result<std::vector<Profile>> by_ids(std::span<const UserId> users);

  // Who has exactly this name comes first; it always finds. From kPrefixMin characters on, those
  // follow whose name begins with `query`, who are findable and have not blocked `asker`. At most
  // kFoundMax. What cannot begin a username finds nobody: there are no wildcards.
  Result<std::vector<Profile>> by_query(UserId asker, std::string_view query);

 private:
  AccountsStore& store_;
  Limits limits_;
};

}  // namespace parley
