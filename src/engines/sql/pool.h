// A fixed number of connections, lent one at a time.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "engines/sql/sql.h"

namespace parley::sql {

constexpr Milliseconds kLeaseWait{10'000};

// Any thread. Outlives its leases.
class Pool {
 public:
  explicit Pool(std::vector<std::unique_ptr<Connection>> connections);

  // Waits at most kLeaseWait, then answers Overloaded.
  Result<Lease> lease();

 private:
  friend class Lease;
  void give_back(std::unique_ptr<Connection> connection);

  std::mutex mutex_;
  std::condition_variable is_free_;
  std::vector<std::unique_ptr<Connection>> free_;
};

}  // namespace parley::sql
