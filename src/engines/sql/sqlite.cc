#include "engines/sql/sqlite.h"

#include <filesystem>
#include <system_error>

#include "base/try.h"
#include "engines/sql/pool.h"
#include "engines/sql/sqlite_connection.h"

namespace parley::sql {
namespace {

using Connections = std::vector<std::unique_ptr<Connection>>;

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(Connections readers, Connections writer)
      : readers_(std::move(readers)), writer_(std::move(writer)) {}

  Result<Transaction> begin(Access access) override {
    PARLEY_LET(auto lease, (access == Access::Write ? writer_ : readers_).lease());
    PARLEY_TRY(lease->begin(access));
    return Transaction(std::move(lease));
  }

  // VACUUM INTO reads one snapshot, so it runs beside the writer on a reader's connection.
  Result<> copy_to(const std::string& path) override {
    std::error_code error;
    if (std::filesystem::exists(path, error)) return fail(Errc::Conflict, path + " is there");
    PARLEY_LET(auto lease, readers_.lease());
    const Param params[] = {std::string_view(path)};
    PARLEY_TRY(lease->run("VACUUM INTO $1", params));
    return {};
  }

  Result<> empty_log() override {
    PARLEY_LET(auto lease, writer_.lease());
    PARLEY_LET(const auto answer, lease->run("PRAGMA wal_checkpoint(TRUNCATE)", {}));
    const bool is_busy = answer.rows.at(0).integer(0) != 0;
    if (is_busy) return fail(Errc::Conflict, "somebody reads an older state");
    return {};
  }

 private:
  Pool readers_;
  Pool writer_;
};

Result<Connections> open_some(const std::string& path, std::size_t count, Durability durability) {
  Connections connections;
  for (std::size_t i = 0; i < count; ++i) {
    PARLEY_LET(auto connection, SqliteConnection::open(path, durability));
    connections.push_back(std::move(connection));
  }
  return connections;
}

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, std::size_t readers,
                                              Durability durability) {
  PARLEY_LET(auto writer, open_some(path, 1, durability));
  PARLEY_LET(auto others, open_some(path, readers, durability));
  return std::make_unique<SqliteDatabase>(std::move(others), std::move(writer));
}

}  // namespace parley::sql
