// The port through which reports are kept. They stay until an operator removes them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "accounts/report.h"
#include "base/error.h"

namespace parley {

// Part of one AccountsWork.
class ReportStore {
 public:
  virtual ~ReportStore() = default;

  // Gives it the next number, whatever `report.number` says.
  virtual Result<> add(const Report& report) = 0;
  // By number, after `after`.
  virtual Result<std::vector<Report>> page(std::uint64_t after, std::size_t limit) = 0;
  // How many `reporter` made after `time`.
  virtual Result<std::uint32_t> count_after(UserId reporter, TimeMs time) = 0;
};

}  // namespace parley
