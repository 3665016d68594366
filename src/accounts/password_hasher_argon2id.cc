#include "accounts/password_hasher_argon2id.h"

#include <sodium.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/check.h"

namespace parley {
namespace {

// As libsodium writes it: $argon2id$v=19$m=…,t=…,p=1$salt$hash, ended by a zero.
using HashText = std::array<char, crypto_pwhash_STRBYTES>;

bool make_hash(HashText& text, std::string_view password, const Argon2idCost& cost) {
  return crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost.passes,
                               cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

// A hash of a secret that is thrown away at once.
std::string make_decoy(const Argon2idCost& cost) {
  PARLEY_CHECK(sodium_init() >= 0);
  std::array<char, 32> secret;
  randombytes_buf(secret.data(), secret.size());
  HashText text{};
  PARLEY_CHECK(make_hash(text, {secret.data(), secret.size()}, cost));
  return text.data();
}

}  // namespace

Argon2idHasher::Argon2idHasher(Argon2idCost cost) : cost_(cost), decoy_(make_decoy(cost)) {}

Result<std::string> Argon2idHasher::hash(std::string_view password) {
  HashText text{};
  if (!make_hash(text, password, cost_)) {
    return fail(Errc::Overloaded, "no memory to hash a password", Milliseconds{1'000});
  }
  return std::string(text.data());
}

Result<bool> Argon2idHasher::verify(std::string_view hash, std::string_view password) {
  if (hash.size() >= crypto_pwhash_STRBYTES) return false;
  HashText text{};
  std::memcpy(text.data(), hash.data(), hash.size());
  errno = 0;
  if (crypto_pwhash_str_verify(text.data(), password.data(), password.size()) == 0) return true;
  if (errno == ENOMEM) {
    return fail(Errc::Overloaded, "no memory to verify a password", Milliseconds{1'000});
  }
  return false;
}

}  // namespace parley
