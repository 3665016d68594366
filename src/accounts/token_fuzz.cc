// Whatever is taken for a device token is one that we would write the same way.
#include <cstdlib>

#include "accounts/token.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto token = parley::device_token_from(text);
  if (token && parley::to_text(*token) != text) std::abort();
  return 0;
}
