#include "accounts/people_service.h"

#include "accounts/names.h"
#include "base/try.h"

namespace parley {
namespace {

bool may_begin_username(std::string_view text, const Limits& limits) {
  Limits any_length = limits;
  any_length.username_characters_min = 0;
  return is_username(text, any_length);
}

}  // namespace

Result<std::vector<Profile>> PeopleService::by_ids(std::span<const UserId> users) {
  if (users.size() > kProfilesMax) return fail(Errc::BadRequest, "too many ids");
  PARLEY_LET(auto work, store_.read());
  std::vector<Profile> profiles;
  for (const UserId id : users) {
    PARLEY_LET(const auto user, work->users().find(id));
    if (user) profiles.push_back(profile_of(*user));
  }
  return profiles;
}

Result<std::vector<Profile>> PeopleService::by_query(UserId asker, std::string_view query) {
  std::vector<Profile> profiles;
  if (query.size() < kPrefixMin || !may_begin_username(query, limits_)) return profiles;
  PARLEY_LET(auto work, store_.read());
  PARLEY_LET(const auto exact, work->users().find_by_name(query));
  if (exact && exact->state != UserState::Deleted) profiles.push_back(profile_of(*exact));
  PARLEY_LET(const auto others, work->users().find_by_prefix(query, asker, kFoundMax));
  for (const User& user : others) {
    if (user.username != query && profiles.size() < kFoundMax) {
      profiles.push_back(profile_of(user));
    }
  }
  return profiles;
}

}  // namespace parley
