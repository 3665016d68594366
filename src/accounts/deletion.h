// The deletion of an account: a row that remembers how far it went, so that it ends even if the
// server dies in the middle. The account itself is gone for everybody from the first moment.
//
//   (asked: devices revoked) ─▶ Relations ─▶ Groups ─▶ Inbox ─▶ Profile ─▶ (row removed)
//
// Every step may be done again: a step is recorded after it was done.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/ids.h"
#include "base/time.h"

namespace parley {

enum class DeletionStep : std::uint8_t {
  Relations = 0,  // Contacts, blocks and recovery codes go, and peers are told.
  Groups = 1,     // The user leaves every group.
  Inbox = 2,      // The inbox goes.
  Profile = 3,    // Names and password go; the username stays reserved.
};

struct AccountDeletion {
  UserId user;
  DeletionStep step = DeletionStep::Relations;
  std::uint32_t failures = 0;  // Of this step.
  TimeMs due_at{};
};

// How long a worker has a step to itself before another may take it.
constexpr Milliseconds kDeletionLease{60'000};

// How long to wait before a failed step is tried again: 1 s, 2 s … 15 min.
constexpr Milliseconds deletion_pause(std::uint32_t failures) {
  const auto doublings = std::min<std::uint32_t>(failures, 20);
  return std::min(Milliseconds{500} * (std::int64_t{1} << doublings), Milliseconds{900'000});
}

}  // namespace parley
