// The port through which the beginnings of conversations are kept: first messages to strangers,
// which are counted, and groups, which are made once.
#pragma once

#include <cstdint>
#include <optional>

#include "base/error.h"
#include "base/ids.h"

namespace parley {

// Strangers that one user wrote to first.
struct NewDirects {
  std::uint32_t count = 0;
  TimeMs oldest_at{};  // Of those counted; 0 if none.
};

// Part of one AccountsWork.
class StartStore {
 public:
  virtual ~StartStore() = default;

  virtual Result<bool> has_new_direct(UserId sender, UserId peer) = 0;
  virtual Result<NewDirects> new_directs_after(UserId sender, TimeMs time) = 0;
  virtual Result<> add_new_direct(UserId sender, UserId peer, TimeMs at) = 0;
  virtual Result<> remove_new_directs_before(TimeMs time) = 0;

  virtual Result<std::optional<GroupId>> find_group(UserId creator, const ClientMessageId& id) = 0;
  // False if the id of the group is taken: draw another.
  virtual Result<bool> add_group(UserId creator, const ClientMessageId& id, GroupId group,
                                 TimeMs at) = 0;
  virtual Result<> remove_groups_before(TimeMs time) = 0;
};

}  // namespace parley
