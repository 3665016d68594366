// The directory that holds everything of an embedded server:
//
//   data/
//     lock          held while a server, a backup or a restore uses the directory
//     accounts.db   SQLite: people
//     search.db     SQLite: the full-text index; can be removed, and is built again
//     journal/      the log
//     chat/         RocksDB: checkpoints of history, inboxes and states
//     restored      how often this directory was restored from a backup, if ever
//
// A backup is such a directory too, with a file `backup` in place of the lock (backup.h).
#pragma once

#include <cstdint>
#include <string>

#include "base/error.h"

namespace parley {

// Where the accounts of a data directory are; SQLite lets several processes open them.
inline std::string accounts_file_in(const std::string& data) { return data + "/accounts.db"; }

// Where its full-text index is.
inline std::string search_file_in(const std::string& data) { return data + "/search.db"; }

class DataFolder {
 public:
  // Makes the directory if it is missing and takes its lock. Conflict if another process holds it.
  static Result<DataFolder> open(const std::string& path);
  DataFolder(DataFolder&& other) noexcept;
  DataFolder& operator=(DataFolder&&) = delete;
  ~DataFolder();

  std::string accounts_file() const { return accounts_file_in(path_); }
  std::string journal_directory() const { return path_ + "/journal"; }
  std::string chat_directory() const { return path_ + "/chat"; }
  std::string restored_file() const { return path_ + "/restored"; }

  // How often the directory was restored: inboxes of each time are another incarnation, because
  // clients may hold items that the restored one will give other numbers.
  Result<std::uint64_t> times_restored() const;
  // Counts one more.
  Result<> note_restored();

 private:
  DataFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::string path_;
  int lock_;
};

}  // namespace parley
