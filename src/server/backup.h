// A copy of a data directory, and a data directory from a copy.
//
//   backup/
//     accounts.db, chat/, journal/, restored    as in a data directory (data_folder.h)
//     backup                                     written last: the copy is whole
//
// Accounts are copied first, then the checkpoint of the chat store (by links where the file system
// allows it), then the journal, which therefore reaches at least as far. So all that was accepted
// before the backup began is in it, and some of what came meanwhile.
#pragma once

#include <string>

#include "accounts/accounts_store.h"
#include "base/random.h"
#include "server/data_folder.h"
#include "store/chat_store_rocksdb.h"

namespace parley {

struct BackupSource {
  AccountsStore& accounts;
  ChatStoreRocksdb& chat;
  const DataFolder& folder;
  Random& random;
};

// Makes the backup in `destination`, and reads its journal to see that it is whole. Conflict if
// there is something already. Where it fails, what was copied is removed. The journal of `source`
// must not lose records meanwhile that the checkpoint lacks.
Result<> back_up(const BackupSource& source, const std::string& destination);

// Makes the data directory `data` from the backup in `source`, opens it to see that it is good, and
// counts it as restored, so that the inboxes are another incarnation and clients start over.
// Conflict if `data` is there and not empty; BadRequest if `source` is no whole backup. Where it
// fails, there is no directory.
Result<> restore_backup(const std::string& source, const std::string& data);

}  // namespace parley
