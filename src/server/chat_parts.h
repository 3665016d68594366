// The message path of an embedded server: journal, layered store and pipeline.
#pragma once

#include <memory>

#include "accounts/accounts_store.h"
#include "engines/disk/disk_posix.h"
#include "log/log_journal.h"
#include "log/log_measured.h"
#include "log/log_time.h"
#include "pipeline/audience.h"
#include "pipeline/inbox_view.h"
#include "pipeline/pipeline_embedded.h"
#include "server/data_folder.h"
#include "server/surroundings.h"
#include "store/chat_store_rocksdb.h"

namespace parley {

class ChatParts {
 public:
  // Keeps `folder`, and with it the directory's lock.
  static Result<std::unique_ptr<ChatParts>> open(DataFolder folder, const Surroundings& around);

  PipelineEmbedded& pipeline() { return pipeline_; }
  Audience& audience() { return audience_; }
  ChatReader reader() { return ChatReader(store_); }
  // Copies everything to `destination`, which must not exist or be empty, while the server runs.
  Result<> back_up(AccountsStore& accounts, const std::string& destination);
  InboxView inbox() { return InboxView(reader(), times_restored_); }

 private:
  ChatParts(DataFolder folder, std::unique_ptr<DiskPosix> disk, std::unique_ptr<LogTime> log_time,
            std::unique_ptr<ChatStoreRocksdb> rocks, const Surroundings& around);

  DataFolder folder_;
  Random& random_;
  std::uint64_t times_restored_ = 0;
  std::unique_ptr<DiskPosix> disk_;
  std::unique_ptr<LogTime> log_time_;
  std::unique_ptr<ChatStoreRocksdb> rocks_;
  LogJournal journal_;
  LogMeasured log_;
  ChatStoreLayered store_;
  Audience audience_;
  PipelineEmbedded pipeline_;
};

}  // namespace parley
