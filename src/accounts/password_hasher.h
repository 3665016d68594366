// The port that turns passwords into what may be stored. Slow on purpose: the server runs it on a
// pool of its own with a bounded queue, and a full queue is Overloaded with a time to retry after.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace parley {

// Any thread.
class PasswordHasher {
 public:
  virtual ~PasswordHasher() = default;

  // A text that holds the algorithm, its cost, a fresh salt and the hash.
  virtual Result<std::string> hash(std::string_view password) = 0;
  // Whether `password` gave `hash`. A hash that cannot be read matches nothing.
  virtual Result<bool> verify(std::string_view hash, std::string_view password) = 0;
  // A hash that no password gives, and that costs as much to verify as a real one: for users who
  // are not there.
  virtual std::string decoy() const = 0;
};

}  // namespace parley
