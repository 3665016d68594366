// `parley backup` and `parley restore`. A backup of a directory that a server uses is made by that
// server, asked over its admin listener.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include "accounts/accounts_store_sql.h"
#include "base/config.h"
#include "base/try.h"
#include "engines/sql/sqlite.h"
#include "log/log_time.h"
#include "server/backup.h"
#include "server/commands.h"
#include "terminal/http_client.h"

extern char** environ;

namespace parley {
namespace {

// A copy of a large directory takes its time.
constexpr Milliseconds kBackupWait = std::chrono::hours{6};

std::string percent_encoded(std::string_view text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  static constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string encoded;
  for (const char c : text) {
    if (kPlain.contains(c)) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
  }
  return encoded;
}

Awaitable<> ask(terminal::ServerAddress server, std::string directory, Result<>& done) {
  auto answer = co_await terminal::ask(std::move(server),
                                       {.method = "POST",
                                        .target = "/backup?directory=" + percent_encoded(directory),
                                        .answer_wait = kBackupWait});
  if (!answer) {
    done = fail(answer.error().code, answer.error().detail +
                                         "; backups of a directory in use "
                                         "need [server] admin_listen");
  } else if (answer->status != 204) {
    done = fail(Errc::StoreFailed, "the server made no backup (its log says why): " + answer->body);
  }
}

Result<> ask_server(const Config& config, const std::string& directory) {
  const auto admin = host_port_from(config.server.admin_listen);
  if (!admin || admin->port == 0) {
    return fail(Errc::BadRequest,
                "the directory is in use, and [server] admin_listen does not say by which port the "
                "server can be asked for a backup");
  }
  const bool is_any = admin->host == "0.0.0.0" || admin->host == "::";
  Result<> done;
  asio::io_context context{1};
  asio::co_spawn(
      context,
      ask({is_any ? "127.0.0.1" : admin->host, std::to_string(admin->port)}, directory, done),
      asio::detached);
  context.run();
  return done;
}

Result<> back_up_stopped(const DataFolder& folder, const std::string& directory) {
  PARLEY_LET(auto database, sql::open_sqlite(folder.accounts_file()));
  PARLEY_LET(const auto accounts, open_accounts(std::move(database)));
  const LogTime no_time;  // Nothing expires here.
  SystemRandom random;
  PARLEY_LET(const auto chat, ChatStoreRocksdb::open(folder.chat_directory(), no_time));
  return back_up({*accounts, *chat, folder, random}, directory);
}

}  // namespace

Result<> make_backup(const std::string& config_file, const std::string& destination) {
  PARLEY_LET(const Config config, load_config(config_file, environment_of(environ)));
  if (!std::filesystem::exists(accounts_file_in(config.server.data))) {
    return fail(Errc::NotFound, config.server.data + " is no data directory");
  }
  const std::string directory = std::filesystem::absolute(destination);
  auto folder = DataFolder::open(config.server.data);
  const bool is_in_use = !folder && folder.error().code == Errc::Conflict;
  if (!folder && !is_in_use) return std::unexpected(folder.error());
  PARLEY_TRY(is_in_use ? ask_server(config, directory) : back_up_stopped(*folder, directory));
  std::printf("%s holds a backup of %s\n", directory.c_str(), config.server.data.c_str());
  return {};
}

Result<> restore_from(const std::string& config_file, const std::string& source) {
  PARLEY_LET(const Config config, load_config(config_file, environment_of(environ)));
  PARLEY_TRY(restore_backup(source, config.server.data));
  std::printf("%s is restored from %s\n", config.server.data.c_str(), source.c_str());
  return {};
}

}  // namespace parley
