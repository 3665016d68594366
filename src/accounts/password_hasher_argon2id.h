// Argon2id (RFC 9106) by libsodium.
#pragma once

#include <cstddef>

#include "accounts/password_hasher.h"

namespace parley {

// What one hash takes. The default is libsodium's for interactive log-ins; tests take the least.
struct Argon2idCost {
  unsigned long long passes = 2;
  std::size_t memory_bytes = std::size_t{64} * 1024 * 1024;

  static constexpr Argon2idCost least() { return {1, 8'192}; }
};

// Computes in the calling thread, and holds memory_bytes meanwhile.
class Argon2idHasher final : public PasswordHasher {
 public:
  explicit Argon2idHasher(Argon2idCost cost);

  Result<std::string> hash(std::string_view password) override;
  Result<bool> verify(std::string_view hash, std::string_view password) override;
  std::string decoy() const override { return decoy_; }

 private:
  Argon2idCost cost_;
  std::string decoy_;
};

}  // namespace parley
