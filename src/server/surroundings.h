// What every part of a server is made with.
#pragma once

#include "base/config.h"
#include "base/metrics.h"
#include "base/random.h"
#include "base/time.h"

namespace parley {

// References to what the server owns and outlives all parts.
struct Surroundings {
  const Config& config;
  const Clock& clock;
  Random& random;
  Metrics& metrics;
};

}  // namespace parley
