// What a workload looks for in the pages it fetches over HTTP.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parley::bench {

// The conversations of a page of GET /v1/conversations, in its order.
std::vector<std::string> conversations_of(std::string_view page);

// How many events a page of GET …/events holds, or 0 unless their seqs go up one by one.
std::size_t events_of(std::string_view page);

}  // namespace parley::bench
