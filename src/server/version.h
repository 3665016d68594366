// The version of this program; CMake says it.
#pragma once

namespace parley {

inline constexpr const char* kVersion = PARLEY_VERSION;

}  // namespace parley
