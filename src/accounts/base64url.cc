#include "accounts/base64url.h"

#include <sodium.h>

namespace parley {
namespace {

constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

}  // namespace

std::string to_base64url(std::string_view bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), kVariant);
  text.pop_back();  // The terminator that libsodium writes.
  return text;
}

std::optional<std::string> from_base64url(std::string_view text, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t written = 0;
  const int code =
      sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &written, nullptr, kVariant);
  if (code != 0 || written != size) return std::nullopt;
  return bytes;
}

}  // namespace parley
