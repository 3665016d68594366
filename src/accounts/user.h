// Who people are: a user, what they chose, and what others see of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.h"
#include "base/time.h"

namespace parley {

enum class MessagesFrom : std::uint8_t { Anyone = 0, Contacts = 1 };
enum class GroupsFrom : std::uint8_t { Contacts = 0, Anyone = 1 };
// `All` means those whom protocol section 5 entitles.
enum class VisibleTo : std::uint8_t { All = 0, Contacts = 1, Nobody = 2 };

// Protocol section 8; the defaults are those of a new account.
struct Settings {
  MessagesFrom messages_from = MessagesFrom::Anyone;
  GroupsFrom groups_from = GroupsFrom::Contacts;
  bool findable = true;
  VisibleTo presence_to = VisibleTo::All;
  VisibleTo receipts_to = VisibleTo::All;
  bool push_content = true;

  friend bool operator==(const Settings&, const Settings&) = default;
};

//   Active ◀──enable── Disabled      Disabled: cannot log in, all else stays.
//     │  └───disable────▶ │          Deleted: for ever. The row stays, so that neither the id nor
//     └──────▶ Deleted ◀──┘          the username is ever given to somebody else.
enum class UserState : std::uint8_t { Active = 0, Disabled = 1, Deleted = 2 };

struct User {
  UserId id;
  std::string username;
  std::string display_name;
  UserState state = UserState::Active;
  std::uint64_t version = 1;  // Of names and settings: one more at each change.
  Settings settings;
  TimeMs created_at{};

  friend bool operator==(const User&, const User&) = default;
};

// What others see. Of a deleted account, only the id and that it is deleted.
struct Profile {
  UserId user;
  std::string username{};
  std::string display_name{};
  std::uint64_t version = 0;
  bool deleted = false;

  friend bool operator==(const Profile&, const Profile&) = default;
};

Profile profile_of(const User& user);

// What PATCH /v1/me may change; what is absent stays.
struct ProfilePatch {
  std::optional<std::string> username{};
  std::optional<std::string> display_name{};
  std::optional<MessagesFrom> messages_from{};
  std::optional<GroupsFrom> groups_from{};
  std::optional<bool> findable{};
  std::optional<VisibleTo> presence_to{};
  std::optional<VisibleTo> receipts_to{};
  std::optional<bool> push_content{};
};

// `user` with the patch applied and, if anything differs, the next version. Names are not checked.
User patched(User user, const ProfilePatch& patch);

}  // namespace parley
