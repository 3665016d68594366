// What every adapter of the log port must do. An adapter's test instantiates this suite with a way
// to open it: each call gives a new object over the same storage, as a new process would.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "log/log.h"

namespace parley {

struct LogUnderTest {
  std::string name;
  // Fresh storage, and a function that opens the log on it again and again.
  std::function<std::function<std::unique_ptr<Log>()>()> make_storage;
};

class LogConformance : public testing::TestWithParam<LogUnderTest> {
 protected:
  std::function<std::unique_ptr<Log>()> open_ = GetParam().make_storage();
};

}  // namespace parley
