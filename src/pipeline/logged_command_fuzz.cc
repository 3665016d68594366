// Any bytes either are no record of the log, or are one that is written and read back as it is.
#include "base/check.h"
#include "pipeline/logged_command.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto command = parley::decode_logged_command(bytes);
  if (!command) return 0;
  std::string written;
  parley::encode(*command, written);
  const auto again = parley::decode_logged_command(written);
  PARLEY_CHECK(again && *again == *command);
  return 0;
}
