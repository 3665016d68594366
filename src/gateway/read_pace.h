// How often one socket may move the read markers of its user: of a conversation once in 2 s. What
// comes sooner is held back, and of several only the furthest is kept: markers move forward.
//
// Pure; belongs to one session, which makes it when the first `read` comes.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/time.h"
#include "wire/client_frames.h"

namespace parley {

class ReadPace {
 public:
  // True if `frame` may go now. Else it is held back.
  bool take(const wire::ReadFrame& frame, Milliseconds now);

  // What was held back and may go now. Empty afterwards means that nothing is known any more.
  std::vector<wire::ReadFrame> take_due(Milliseconds now);
  // What was held back, for a session that ends.
  std::vector<wire::ReadFrame> take_all();

  bool is_empty() const { return paces_.empty(); }

  static constexpr Milliseconds kPace{2'000};
  // Above it, markers of conversations that are not among them go without a pace.
  static constexpr std::size_t kConversationsMax = 64;

 private:
  struct Pace {
    ConversationId conversation;
    Milliseconds next_at;
    std::optional<wire::ReadFrame> held;
  };

  std::vector<Pace> paces_;
};

}  // namespace parley
