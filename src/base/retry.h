// When a client that was refused may try again, as every refusal tells it.
#pragma once

#include <optional>

#include "base/error.h"

namespace parley {

// The time that `error` names, or a second where it names none; nothing where the rule is Never.
inline std::optional<Milliseconds> retry_after(const Error& error) {
  constexpr Milliseconds kUnlessNamed{1'000};
  if (retry_rule(error.code) == Retry::Never) return std::nullopt;
  return error.retry_after.value_or(kUnlessNamed);
}

}  // namespace parley
