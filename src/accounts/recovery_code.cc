#include "accounts/recovery_code.h"

#include <sodium.h>

namespace parley {
namespace {

constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kCharacters = 20;
constexpr std::size_t kGroup = 5;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string make_recovery_code(Random& random) {
  std::string code;
  for (std::size_t i = 0; i < kCharacters; ++i) {
    if (i > 0 && i % kGroup == 0) code.push_back('-');
    code.push_back(kAlphabet[random.below(kAlphabet.size())]);
  }
  return code;
}

std::optional<SecretHash> recovery_code_hash(std::string_view typed) {
  std::string code;
  for (const char c : typed) {
    if (c == '-' || c == ' ') continue;
    if (code.size() == kCharacters || !kAlphabet.contains(lower(c))) return std::nullopt;
    code.push_back(lower(c));
  }
  if (code.size() != kCharacters) return std::nullopt;
  SecretHash hash;
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(code.data()), code.size());
  return hash;
}

}  // namespace parley
