// The index from the command line.
#include <cstdio>
#include <filesystem>

#include "base/config.h"
#include "base/try.h"
#include "search/message_index_fts.h"
#include "server/commands.h"
#include "server/data_folder.h"

extern char** environ;

namespace parley {

// Beside a running server the index is emptied in place, and the server notices. Without one its
// files go, which also helps where they cannot be opened.
Result<> rebuild_search(const std::string& config_file) {
  PARLEY_LET(const Config config, load_config(config_file, environment_of(environ)));
  const std::string file = search_file_in(config.server.data);
  const auto folder = DataFolder::open(config.server.data);
  if (!folder && folder.error().code == Errc::Conflict) {
    PARLEY_TRY(MessageIndexFts(file).clear());
    std::puts("The index was emptied; the running server builds it again.");
    return {};
  }
  if (!folder) return std::unexpected(folder.error());
  for (const char* part : {"", "-wal", "-shm"}) {
    std::error_code error;
    std::filesystem::remove(file + part, error);
    if (error) return fail(Errc::StoreFailed, file + part + ": " + error.message());
  }
  std::puts("The index was removed; the server builds it again when it starts.");
  return {};
}

}  // namespace parley
