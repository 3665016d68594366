// Whatever is taken for a device token is one that we would write the same way. The input is tried
// as a text, and as the bytes that a text stands for, which gets past the alphabet.
#include <cstdlib>

#include "accounts/base64url.h"
#include "accounts/token.h"

namespace {

void try_text(const std::string& text) {
  const auto token = parley::device_token_from(text);
  if (token && parley::to_text(*token) != text) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  try_text(input);
  try_text("pt1_" + parley::to_base64url(input));
  return 0;
}
