// Plays seeds. `run` is what people call; this is what it runs.
//
//   parley_simulation seeds FIRST COUNT    plays COUNT seeds and prints those that fail
//   parley_simulation mistakes COUNT       builds in one mistake after the other, and plays until
//                                          it is caught, at most COUNT seeds
//
// The last line is `simulation: N passed, M failed`; it ends with 1 unless M is 0.
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/log.h"
#include "test/simulation/violation.h"
#include "test/simulation/world.h"

namespace parley::simulation {
namespace {

// What went wrong, or nothing.
std::optional<std::string> play(std::uint64_t seed, Mistake mistake, bool tells_steps,
                                Figures& figures) {
  World world(seed, mistake);
  try {
    world.run();
    figures += world.figures();
    return std::nullopt;
  } catch (const Violation& violation) {
    if (tells_steps) {
      for (const std::string& step : world.last_steps()) fmt::print("    {}\n", step);
    }
    return violation.what;
  }
}

struct Count {
  std::uint64_t passed = 0;
  std::uint64_t failed = 0;
};

Count play_seeds(std::uint64_t first, std::uint64_t count) {
  Count result;
  Figures figures;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    const auto wrong = play(seed, Mistake::None, /*tells_steps=*/true, figures);
    wrong ? ++result.failed : ++result.passed;
    if (wrong) fmt::print("seed {}: {}\n", seed, *wrong);
  }
  fmt::print("{}\n", to_text(figures));
  return result;
}

Count catch_mistakes(std::uint64_t count) {
  Count result;
  Figures figures;
  for (const Mistake mistake : kMistakes) {
    std::optional<std::string> wrong;
    std::uint64_t seed = 0;
    while (!wrong && seed < count) wrong = play(++seed, mistake, /*tells_steps=*/false, figures);
    wrong ? ++result.passed : ++result.failed;
    if (wrong) {
      fmt::print("{}: caught by seed {}: {}\n", to_text(mistake), seed, *wrong);
    } else {
      fmt::print("{}: not caught by {} seeds\n", to_text(mistake), count);
    }
  }
  return result;
}

}  // namespace
}  // namespace parley::simulation

int main(int argc, char** argv) {
  using namespace parley::simulation;
  // What the server would log is part of the play, and not news.
  parley::set_log(parley::LogLevel::Error, parley::LogFormat::Text);
  const std::string_view what = argc > 1 ? argv[1] : "";
  Count count;
  if (what == "seeds" && argc == 4) {
    count = play_seeds(std::strtoull(argv[2], nullptr, 10), std::strtoull(argv[3], nullptr, 10));
  } else if (what == "mistakes" && argc == 3) {
    count = catch_mistakes(std::strtoull(argv[2], nullptr, 10));
  } else {
    fmt::print(stderr, "usage: parley_simulation seeds FIRST COUNT | mistakes COUNT\n");
    return 2;
  }
  fmt::print("simulation: {} passed, {} failed\n", count.passed, count.failed);
  return count.failed == 0 ? 0 : 1;
}
