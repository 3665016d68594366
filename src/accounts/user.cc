#include "accounts/user.h"

namespace parley {

Profile profile_of(const User& user) {
  if (user.state == UserState::Deleted) {
    return {.user = user.id,
            .username = {},
            .display_name = {},
            .version = user.version,
            .deleted = true};
  }
  return {.user = user.id,
          .username = user.username,
          .display_name = user.display_name,
          .version = user.version,
          .deleted = false};
}

User patched(User user, const ProfilePatch& patch) {
  const User before = user;
  const auto take = [](auto& field, const auto& change) {
    if (change) field = *change;
  };
  take(user.username, patch.username);
  take(user.display_name, patch.display_name);
  take(user.settings.messages_from, patch.messages_from);
  take(user.settings.groups_from, patch.groups_from);
  take(user.settings.findable, patch.findable);
  take(user.settings.presence_to, patch.presence_to);
  take(user.settings.receipts_to, patch.receipts_to);
  take(user.settings.push_content, patch.push_content);
  if (user != before) ++user.version;
  return user;
}

}  // namespace parley
