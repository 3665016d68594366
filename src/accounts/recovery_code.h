// Recovery codes: ten words a person prints and keeps, each good for one new password.
//
// Twenty characters of an alphabet without look-alikes (Crockford's base 32), in groups of five:
// 100 bits of chance, so a plain SHA-256 is enough to keep them by.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "accounts/device.h"
#include "base/random.h"

namespace parley {

constexpr std::size_t kRecoveryCodes = 10;

std::string make_recovery_code(Random& random);

// The hash by which a code is kept. Capitals, hyphens and spaces do not matter; nothing if what
// remains is no code.
std::optional<SecretHash> recovery_code_hash(std::string_view typed);

}  // namespace parley
