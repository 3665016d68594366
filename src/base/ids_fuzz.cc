// Ids from any text: what is read back must be spelled as it was.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/ids.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto id = parley::id_from<parley::UserId>(text)) {
    PARLEY_CHECK(to_text(*id) == text);
  }
  if (const auto conversation = parley::conversation_from(text)) {
    PARLEY_CHECK(to_text(*conversation) == text);
  }
  if (const auto id = parley::client_message_id_from(text)) PARLEY_CHECK(to_text(*id) == text);
  return 0;
}
