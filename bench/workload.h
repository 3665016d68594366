// The interface of a workload, and the table of all. To add one: a file workload_<name>.cc with one
// function, a line here, a line in workload.cc, and a row in rows.py.
#pragma once

#include <span>
#include <string_view>

#include "base/error.h"
#include "bench/options.h"
#include "bench/report.h"

namespace parley::bench {

// Runs against the server that `options` names, and puts what it found into `report`. A failure is
// that no figure could be had; messages lost or doubled are figures (`lost`, `faults`).
using Workload = Result<> (*)(const Options& options, Report& report);

Result<> run_traffic(const Options& options, Report& report);
Result<> run_fill(const Options& options, Report& report);
Result<> run_idle(const Options& options, Report& report);
Result<> run_catch_up(const Options& options, Report& report);
Result<> run_first_screen(const Options& options, Report& report);
Result<> run_history(const Options& options, Report& report);

struct NamedWorkload {
  std::string_view name;
  std::string_view what;
  Workload run;
};

std::span<const NamedWorkload> workloads();

}  // namespace parley::bench
