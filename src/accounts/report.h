// What people report: somebody, or a message, and why. For the operator's eyes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.h"
#include "base/time.h"

namespace parley {

inline constexpr std::size_t kReportReasonCodePointsMax = 1'000;
inline constexpr std::uint32_t kReportsADay = 50;

// A message is named by its place and not copied: one that is deleted later is gone here, too.
struct MessagePlace {
  ConversationId conversation;
  Seq seq{};

  friend bool operator==(const MessagePlace&, const MessagePlace&) = default;
};

struct Report {
  std::uint64_t number = 0;  // 1, 2, 3 … in the order in which they came.
  UserId reporter;
  std::optional<UserId> user;           // At least one of
  std::optional<MessagePlace> message;  // these two.
  std::string reason;
  TimeMs at{};

  friend bool operator==(const Report&, const Report&) = default;
};

}  // namespace parley
