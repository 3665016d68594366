// All that is kept of people, as units of work: what one work changes, in whichever of its stores,
// happens whole or not at all.
#pragma once

#include <memory>
#include <string>

#include "accounts/contact_store.h"
#include "accounts/credential_store.h"
#include "accounts/deletion_store.h"
#include "accounts/device_store.h"
#include "accounts/outbox_store.h"
#include "accounts/report_store.h"
#include "accounts/revocation_store.h"
#include "accounts/start_store.h"
#include "accounts/user_store.h"
#include "base/error.h"

namespace parley {

// One transaction; one thread. Dropped without commit, it did nothing. After an error of any of its
// stores all there is left to do is to drop it.
class AccountsWork {
 public:
  virtual ~AccountsWork() = default;

  virtual UserStore& users() = 0;
  virtual CredentialStore& credentials() = 0;
  virtual DeviceStore& devices() = 0;
  virtual RevocationStore& revocations() = 0;
  virtual ContactStore& contacts() = 0;
  virtual BlockStore& blocks() = 0;
  virtual OutboxStore& outbox() = 0;
  virtual StartStore& starts() = 0;
  virtual DeletionStore& deletions() = 0;
  virtual ReportStore& reports() = 0;

  // Durable when it returns. Once.
  virtual Result<> commit() = 0;
};

// Any thread. Keep a work short, and never one over a wait for anything else.
class AccountsStore {
 public:
  virtual ~AccountsStore() = default;

  // Sees one moment; must not change anything.
  virtual Result<std::unique_ptr<AccountsWork>> read() = 0;
  // Works that write follow one another: what one reads is true when it commits.
  virtual Result<std::unique_ptr<AccountsWork>> write() = 0;
  // A whole copy in a new file, while others go on. Conflict if the file is there.
  virtual Result<> copy_to(const std::string& path) = 0;
};

}  // namespace parley
