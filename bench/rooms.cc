#include "bench/rooms.h"

#include "base/try.h"
#include "bench/rooms_parley.h"
#include "bench/rooms_relay.h"

namespace parley::bench {

Result<std::unique_ptr<Rooms>> make_rooms(const Options& options) {
  PARLEY_LET(auto loop, Loop::make());
  if (options.kind == ServerKind::Relay) {
    return std::make_unique<RelayRooms>(std::move(loop), options);
  }
  return std::make_unique<ParleyRooms>(std::move(loop), options);
}

}  // namespace parley::bench
