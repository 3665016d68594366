// The two ways in which a step of the simulation ends early. They are exceptions because they have
// to pass through product code, which knows nothing of either.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>

namespace parley::simulation {

// A promise was broken: the seed has failed.
struct Violation {
  std::string what;
};

// The simulated process is gone in the middle of what it did: the power was cut, or the log was
// lost. Its objects are destroyed; what they had on disk is looked at by the next process.
struct ProcessEnded {};

// Fails the seed with a sentence unless `holds`.
template <class... Args>
void expect(bool holds, fmt::format_string<Args...> what, Args&&... args) {
  if (!holds) throw Violation{fmt::format(what, std::forward<Args>(args)...)};
}

}  // namespace parley::simulation
