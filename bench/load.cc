// The load generator: runs one workload against one server and prints what it found as a JSON line.
//
//   parley_bench_load traffic --server 127.0.0.1:8400 --pid 4711 --rooms 100 --window 4
#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdio>
#include <span>
#include <string>
#include <string_view>

#include "bench/options.h"
#include "bench/report.h"
#include "bench/workload.h"

namespace parley::bench {
namespace {

constexpr int kUsage = 2;

int usage() {
  fmt::print(stderr,
             "usage: parley_bench_load WORKLOAD --server HOST:PORT --pid PID [--name value …]\n");
  for (const auto& workload : workloads()) {
    fmt::print(stderr, "  {:13} {}\n", workload.name, workload.what);
  }
  return kUsage;
}

int complain(const Error& error) {
  fmt::print(stderr, "parley_bench_load: {}\n", error.detail);
  return 1;
}

void raise_descriptor_limit() {
  rlimit limit{};
  (void)::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

int run(std::span<char* const> arguments) {
  if (arguments.empty()) return usage();
  const std::string_view name = arguments.front();
  for (const auto& workload : workloads()) {
    if (workload.name != name) continue;
    const auto options = options_from(arguments.subspan(1));
    if (!options) return complain(options.error());
    raise_descriptor_limit();
    Report report;
    const auto done = workload.run(*options, report);
    if (!done) return complain(done.error());
    std::puts(report.json().c_str());
    return 0;
  }
  return usage();
}

}  // namespace
}  // namespace parley::bench

int main(int argc, char** argv) {
  return parley::bench::run(std::span(argv + 1, static_cast<std::size_t>(argc - 1)));
}
