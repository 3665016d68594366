// The byte format of commands in the log, and of the states and events that a store keeps of a
// conversation. Formats start with a version byte or word; an unknown version is an error, never a
// guess. Decoders take hostile bytes: they fail, they do not crash.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "conversations/command.h"

namespace parley {

// Appends the bytes of `command` to `out`.
void encode(const Command& command, std::string& out);
// StoreFailed for bytes that are no command of a known version.
Result<Command> decode_command(std::string_view bytes);

}  // namespace parley
