// Carries the outbox to the inboxes: in order, at least once, across restarts.
#pragma once

#include <cstddef>

#include "accounts/accounts_store.h"

namespace parley {

constexpr std::size_t kOutboxPage = 100;

// The server's way into an inbox. May see the same row again after a failure or a restart, and
// recognises it by its position or by the version inside.
class OutboxSink {
 public:
  virtual ~OutboxSink() = default;

  // Returns when the item is durable. An error stops the relay, which tries the same row again.
  virtual Result<> submit(const OutboxRow& row) = 0;
};

// One thread a database; a second would be harmless but double the work.
class OutboxRelay {
 public:
  OutboxRelay(AccountsStore& store, OutboxSink& sink) : store_(store), sink_(sink) {}

  // Hands over at most kOutboxPage rows and removes those that were taken. How many; the caller
  // goes on while it is a full page. At the first row that is refused it stops with that error.
  Result<std::size_t> run_once();

 private:
  AccountsStore& store_;
  OutboxSink& sink_;
};

}  // namespace parley
