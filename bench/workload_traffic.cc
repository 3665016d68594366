// The message workloads: one-to-one, groups and fixed rates are all this one with other options.
#include "base/try.h"
#include "bench/rooms_parley.h"
#include "bench/traffic.h"
#include "bench/workload.h"

namespace parley::bench {

Result<> run_traffic(const Options& options, Report& report) {
  PARLEY_LET(const auto rooms, make_rooms(options));
  Traffic traffic(options, *rooms);
  PARLEY_TRY(traffic.run());
  traffic.report(report);
  return {};
}

// Puts a number of messages into conversations and says what one of them must hold: for a look
// after the server was killed and started again.
Result<> run_fill(const Options& options, Report& report) {
  PARLEY_LET(auto loop, Loop::make());
  ParleyRooms rooms(std::move(loop), options);
  Traffic traffic(options, rooms);
  PARLEY_TRY(traffic.run());
  traffic.report(report);
  report.put("conversation", to_text(rooms.conversation(0)));
  report.put("token", rooms.person({0, 0}).token);
  report.put("head", traffic.sent_in(0));
  return {};
}

}  // namespace parley::bench
