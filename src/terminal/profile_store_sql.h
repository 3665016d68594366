// A profile in one SQLite file that only its owner may read, since the device token is in it.
#pragma once

#include <memory>
#include <string>

#include "base/error.h"
#include "terminal/profile_store.h"

namespace parley::terminal {

// Opens the profile in `folder`, or makes folder (mode 0700) and file (0600). Conflict while
// another terminal has it open.
Result<std::unique_ptr<ProfileStore>> open_profile(const std::string& folder);

}  // namespace parley::terminal
