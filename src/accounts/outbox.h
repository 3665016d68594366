// What must reach people's inboxes because something changed in SQL. Values are absolute: an item
// may come twice, and the higher version wins. (inbox/inbox.h has the items made of them.)
#pragma once

#include <cstdint>
#include <variant>

#include "accounts/contact.h"
#include "base/ids.h"

namespace parley {

// The `contacts` item; ContactState::None says that the relation ended.
struct ContactsChanged {
  Contact contact;

  friend bool operator==(const ContactsChanged&, const ContactsChanged&) = default;
};

// The `devices` item: the list of the user's devices is another one; ask for it.
struct DevicesChanged {
  friend bool operator==(const DevicesChanged&, const DevicesChanged&) = default;
};

using OutboxItem = std::variant<ContactsChanged, DevicesChanged>;

// The order in which changes were committed: 1, 2, 3 …; a number names one row for ever.
enum class OutboxPosition : std::uint64_t {};

struct OutboxRow {
  OutboxPosition position{};
  UserId recipient;
  OutboxItem item;
};

}  // namespace parley
