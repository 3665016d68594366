// What every ProfileStore promises, as tests. An adapter's test says how to open one, and how to
// open it again as the next run of the program would.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>

#include "terminal/profile_store.h"

namespace parley::terminal {

struct ProfileStoreMaker {
  const char* name;
  // A function that closes what it opened before and opens it again.
  std::function<std::function<ProfileStore&()>()> make;
};

class ProfileStoreConformance : public testing::TestWithParam<ProfileStoreMaker> {};

}  // namespace parley::terminal
