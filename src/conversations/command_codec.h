// The byte format of commands in the log. It starts with a version word; an unknown version is an
// error, never a guess. The decoder takes hostile bytes: it fails, it does not crash.
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
