// The text of a measured message: who sent it as which, and when it was meant to be sent, so that
// whoever hears it can account for it without any table of messages on the way.
//
//   <sender> <number> <intended, nanoseconds of the steady clock> .........
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bench/schedule.h"

namespace parley::bench {

struct Stamp {
  std::uint32_t sender;  // The member of its room.
  std::uint64_t number;
  Time intended;
};

// Makes `text` the stamp, filled up with dots to at least `bytes`. No byte needs an escape in JSON.
void write_stamp(const Stamp& stamp, std::size_t bytes, std::string& text);
// Nothing if `text` is no stamp.
std::optional<Stamp> read_stamp(std::string_view text);

}  // namespace parley::bench
