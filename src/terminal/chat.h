// `parley chat`: the terminal client.
#pragma once

#include <string>

#include "base/error.h"

namespace parley::terminal {

struct ChatOptions {
  std::string server = "http://127.0.0.1:8400";
  std::string profile = "default";
  // Where the profile is kept; empty: $XDG_DATA_HOME/parley/PROFILE, or
  // ~/.local/share/parley/PROFILE.
  std::string data_folder{};
};

// Reads standard input and writes standard output until /quit, the end of the input or a signal.
// At the end of an input, what waits is sent first, if that does not take long.
Result<> chat(const ChatOptions& options);

}  // namespace parley::terminal
