#include "server/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <system_error>

#include "accounts/accounts_store_sql.h"
#include "base/try.h"
#include "engines/disk/disk_posix.h"
#include "engines/sql/sqlite.h"
#include "log/log_journal.h"
#include "log/log_time.h"
#include "pipeline/logged_command.h"

namespace parley {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMarker = "backup";
constexpr const char* kFormat = "parley backup 1";
// A running server may begin a segment while the journal is copied; then it is copied again.
constexpr int kJournalTries = 5;
// Reading a journal begins a segment of its own, which can be small.
constexpr JournalOptions kReading{.segment_bytes = std::size_t{4} << 20};

std::unexpected<Error> failed(const fs::path& path, const std::error_code& error) {
  return fail(Errc::StoreFailed, path.string() + ": " + error.message());
}

// True if there is nothing at `path`, or an empty directory.
bool is_free(const fs::path& path) {
  std::error_code error;
  return !fs::exists(path, error) || (fs::is_directory(path, error) && fs::is_empty(path, error));
}

Result<> copy_tree(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::overwrite_existing, error);
  if (error) return failed(from, error);
  return {};
}

// Makes durable what was written below `path`.
Result<> sync(const fs::path& path) {
  const int directory = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool is_synced = directory >= 0 && ::syncfs(directory) == 0;
  const std::error_code error(errno, std::generic_category());
  if (directory >= 0) ::close(directory);
  if (!is_synced) return failed(path, error);
  return {};
}

// Reads the journal from behind `position` to its end.
Result<> check_journal(const std::string& directory, Position position, Random& random) {
  auto disk = DiskPosix::open_directory(directory);
  if (!disk) return fail(Errc::StoreFailed, disk.error().detail);
  LogJournal journal(**disk, random, kReading);
  PARLEY_LET(const LogEnd end, journal.recover());
  if (position > end.head) return fail(Errc::StoreFailed, "the journal ends before the checkpoint");
  Result<> decoded;
  PARLEY_TRY(journal.read_from(next(position), [&](Position, TimeMs, std::string_view bytes) {
    const auto command = decode_logged_command(bytes);
    if (!command) decoded = std::unexpected(command.error());
    return command.has_value();
  }));
  return decoded;
}

Result<> copy_journal(const BackupSource& source, const fs::path& to, Position position) {
  Result<> copied;
  for (int tries = 0; tries < kJournalTries; ++tries) {
    std::error_code ignored;
    fs::remove_all(to, ignored);
    copied = copy_tree(source.folder.journal_directory(), to);
    if (copied) copied = check_journal(to, position, source.random);
    if (copied) return copied;
  }
  return copied;
}

Result<> copy_all(const BackupSource& source, const fs::path& to) {
  PARLEY_TRY(source.accounts.copy_to(to / "accounts.db"));
  // At most that of the checkpoint, and the journal has all that follows it.
  const Position position = source.chat.flushed_position();
  PARLEY_TRY(source.chat.checkpoint_to(to / "chat"));
  PARLEY_TRY(copy_journal(source, to / "journal", position));
  if (fs::exists(source.folder.restored_file())) {
    PARLEY_TRY(copy_tree(source.folder.restored_file(), to / "restored"));
  }
  PARLEY_TRY(sync(to));
  std::ofstream marker(to / kMarker);
  marker << kFormat << '\n';
  marker.close();
  if (!marker) return fail(Errc::StoreFailed, (to / kMarker).string() + " cannot be written");
  return sync(to);
}

// Opens every part of a data directory.
Result<> check_data(const DataFolder& folder) {
  PARLEY_LET(auto database, sql::open_sqlite(folder.accounts_file()));
  PARLEY_TRY(open_accounts(std::move(database)));
  const LogTime no_time;  // Nothing expires here.
  SystemRandom random;
  PARLEY_LET(const auto chat, ChatStoreRocksdb::open(folder.chat_directory(), no_time));
  return check_journal(folder.journal_directory(), chat->flushed_position(), random);
}

Result<> fill_from(const fs::path& source, const fs::path& data) {
  PARLEY_TRY(copy_tree(source, data));
  std::error_code ignored;
  fs::remove(data / kMarker, ignored);
  PARLEY_LET(auto folder, DataFolder::open(data));
  PARLEY_TRY(check_data(folder));
  PARLEY_TRY(folder.note_restored());
  return sync(data);
}

}  // namespace

Result<> back_up(const BackupSource& source, const std::string& destination) {
  const fs::path to = destination;
  if (!is_free(to)) return fail(Errc::Conflict, destination + " is there and not empty");
  std::error_code error;
  fs::create_directories(to, error);
  if (error) return failed(to, error);
  fs::permissions(to, fs::perms::owner_all, error);
  auto done = copy_all(source, to);
  if (!done) fs::remove_all(to, error);
  return done;
}

Result<> restore_backup(const std::string& source, const std::string& data) {
  std::string format;
  std::ifstream marker(fs::path(source) / kMarker);
  if (!std::getline(marker, format) || format != kFormat) {
    return fail(Errc::BadRequest, source + " is no whole backup");
  }
  if (!is_free(data)) return fail(Errc::Conflict, data + " is there and not empty");
  // Under another name until it is good, so that nobody serves half of it.
  const fs::path unfinished = data + ".restoring";
  std::error_code error;
  fs::remove_all(unfinished, error);
  fs::create_directories(unfinished, error);
  if (error) return failed(unfinished, error);
  fs::permissions(unfinished, fs::perms::owner_all, error);
  auto done = fill_from(source, unfinished);
  if (done) fs::rename(unfinished, data, error);
  if (done && error) done = failed(data, error);
  if (!done) fs::remove_all(unfinished, error);
  return done;
}

}  // namespace parley
