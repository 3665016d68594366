#include "bench/workload.h"

namespace parley::bench {
namespace {

constexpr NamedWorkload kWorkloads[] = {
    {"traffic", "messages through rooms, closed or open loop", run_traffic},
    {"fill", "a number of messages, and where to look for them afterwards", run_fill},
    {"idle", "memory of sessions that rest", run_idle},
    {"catch_up", "a device that is many items behind", run_catch_up},
    {"first_screen", "what a new device fetches first", run_first_screen},
    {"history", "pages of a long conversation", run_history},
};

}  // namespace

std::span<const NamedWorkload> workloads() { return kWorkloads; }

}  // namespace parley::bench
