// Configurations of any bytes: read, or refused with a reason; never more.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/config.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto config = parley::parse_config(text, "fuzz.toml", {});
  if (!config) PARLEY_CHECK(!config.error().detail.empty());
  if (const auto address = parley::host_port_from(text)) PARLEY_CHECK(!address->host.empty());
  return 0;
}
