// The server's configuration: what an operator may choose, with defaults that just work.
//
// Every option is one row of options.def; the fields below, the commented file that `genconfig`
// prints, the checks and the environment variables all follow that table. Later wins: defaults, the
// TOML file, the environment. `[server] listen` is PARLEY_SERVER_LISTEN, and
// PARLEY_SERVER_LISTEN_FILE names a file that holds the value, which is the way for secrets. A key
// or a variable of a known section that is not in the table is an error, as is a value of the wrong
// type or range.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/limits.h"
#include "base/log.h"

namespace parley {

// What hashing a password costs: libsodium's presets, and for tests the least it offers.
enum class PasswordCost : std::uint8_t { Minimum, Interactive, Moderate };

struct Config {
  struct Server {
    std::string data = "data";
    std::string listen = "127.0.0.1:8400";
    std::string admin_listen = "127.0.0.1:8401";
    std::uint32_t io_threads = 0;
    std::string public_url;
    std::string region;
    std::vector<std::string> trusted_proxies;
    std::vector<std::string> allowed_origins;
    std::uint32_t drain_seconds = 10;
  } server;

  Limits limits;

  struct Sessions {
    std::uint32_t heartbeat_ms = 30'000;
    std::uint32_t hello_ms = 5'000;
    std::uint32_t stalled_ms = 30'000;
    std::uint32_t head_check_ms = 300'000;
    std::uint32_t waiting_sockets_an_address = 20;
    std::uint32_t sockets_a_device = 8;
    std::uint32_t frames_a_second = 50;
    std::uint32_t presence_grace_ms = 30'000;
  } sessions;

  struct Storage {
    std::uint32_t memory_mib = 256;
    std::uint32_t checkpoint_seconds = 10;
    std::uint32_t checkpoint_commands = 200'000;
    std::uint32_t segment_mib = 64;
    std::uint32_t sync_pace_ms = 1;
  } storage;

  struct Accounts {
    PasswordCost password_cost = PasswordCost::Interactive;
    std::uint32_t password_threads = 2;
  } accounts;

  struct Logging {
    LogLevel level = LogLevel::Info;
    LogFormat format = LogFormat::Text;
  } log;
};

// Names and values of the environment, as `environ` has them.
using Environment = std::map<std::string, std::string, std::less<>>;
Environment environment_of(const char* const* entries);

// Reads the file at `path` (none if empty), then `environment`. On failure the detail names every
// problem, a line each, with file and line: `parley.toml:3: [server] has no key "lisen"`.
Result<Config> load_config(const std::string& path, const Environment& environment);

// The same from a text; `file_name` stands in the problems.
Result<Config> parse_config(std::string_view toml, std::string_view file_name,
                            const Environment& environment);

// A configuration file with every option at its default, commented out, below what it does.
std::string commented_config();

// `host:port` or `[ipv6]:port`; port 0 lets the system choose.
struct HostPort {
  std::string host;
  std::uint16_t port = 0;

  friend bool operator==(const HostPort&, const HostPort&) = default;
};
std::optional<HostPort> host_port_from(std::string_view text);

}  // namespace parley
