// A socket as a desk sees it: somebody's, to which hints can be written while there is room.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "base/rate.h"

namespace parley {

// One person on the watch list of a socket.
struct Watched {
  UserId user;
  // What was last heard of them,
  TimeMs last_active_at{};
  bool is_online = false;
  // and whether the socket has not been told, or has to be told otherwise.
  bool is_changed = false;
  // What it was told. Who hides looks like somebody offline who never was there.
  bool told_online = false;
  TimeMs told_active_at{};
};

// What a socket asked for. Made when it asks for something the first time, for most never do.
struct SocketHints {
  std::vector<Watched> watched;  // By user.
  std::vector<ConversationId> open;
  Milliseconds presence_not_before{};  // The next `presence` frame.
  Milliseconds watch_not_before{};     // The next look at a watch list.
  Milliseconds open_good_until{};      // Then membership is looked up again.
  // Where it typed last, and until when its being in there is known.
  ConversationId typing;
  Milliseconds typing_good_until{};
  TokenBucket typing_rate{{kTypingASecond, kTypingBurst}};

  static constexpr std::uint32_t kTypingASecond = 2;
  static constexpr std::uint32_t kTypingBurst = 10;
};

// Lives on one loop. The desk of that loop fills `hints` and forgets the socket in forget().
class HintSocket {
 public:
  virtual ~HintSocket() = default;

  virtual UserId hint_user() const = 0;
  virtual bool is_open() const = 0;
  // Hints are not written where there is none.
  virtual bool has_hint_room() const = 0;
  virtual void write_hint(const std::shared_ptr<const std::string>& frame) = 0;

  std::unique_ptr<SocketHints> hints;
};

}  // namespace parley
