#include "bench/options.h"

#include <charconv>
#include <string_view>

#include "base/try.h"

namespace parley::bench {
namespace {

struct NumberOption {
  std::string_view name;
  std::uint64_t Options::* field;
};

constexpr NumberOption kNumbers[] = {
    {"--rooms", &Options::rooms},
    {"--members", &Options::members},
    {"--senders", &Options::senders},
    {"--window", &Options::window},
    {"--rate", &Options::rate},
    {"--messages", &Options::messages},
    {"--seconds", &Options::seconds},
    {"--warm-up-ms", &Options::warm_up_ms},
    {"--text-bytes", &Options::text_bytes},
    {"--ack-ms", &Options::ack_ms},
    {"--sessions", &Options::sessions},
    {"--settle-ms", &Options::settle_ms},
    {"--repeats", &Options::repeats},
    {"--conversations", &Options::conversations},
};

Result<std::uint64_t> number_from(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return fail(Errc::BadRequest, "not a number: " + std::string(text));
  }
  return value;
}

Result<> set(Options& options, std::string_view name, std::string_view value) {
  if (name == "--server") {
    PARLEY_LET(options.server, endpoint_from(value));
    return {};
  }
  if (name == "--kind") {
    if (value != "parley" && value != "relay") return fail(Errc::BadRequest, "parley or relay");
    options.kind = value == "relay" ? ServerKind::Relay : ServerKind::Parley;
    return {};
  }
  PARLEY_LET(const auto number, number_from(value));
  if (name == "--pid") {
    options.pid = static_cast<pid_t>(number);
    return {};
  }
  for (const auto& option : kNumbers) {
    if (option.name != name) continue;
    options.*option.field = number;
    return {};
  }
  return fail(Errc::BadRequest, "unknown option " + std::string(name));
}

}  // namespace

Result<Options> options_from(std::span<char* const> arguments) {
  Options options;
  for (; arguments.size() >= 2; arguments = arguments.subspan(2)) {
    PARLEY_TRY(set(options, arguments[0], arguments[1]));
  }
  if (!arguments.empty()) return fail(Errc::BadRequest, "an option without a value");
  if (options.server.port == 0 || options.pid == 0) {
    return fail(Errc::BadRequest, "--server and --pid are needed");
  }
  if (options.senders > options.members) return fail(Errc::BadRequest, "more senders than members");
  return options;
}

}  // namespace parley::bench
