// One sqlite3 handle with its prepared statements.
#pragma once

#include <sqlite3.h>

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "engines/sql/sql.h"
#include "engines/sql/sqlite.h"

namespace parley::sql {

constexpr std::size_t kStatementsMax = 256;

class SqliteConnection final : public Connection {
 public:
  // Opens `path` with the settings that every connection of ours has.
  static Result<std::unique_ptr<SqliteConnection>> open(const std::string& path,
                                                        Durability durability);

  Result<Answer> run(std::string_view statement, std::span<const Param> params) override;
  Result<> begin(Access access) override;
  Result<> commit() override;
  void roll_back() override;

 private:
  struct CloseHandle {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using Handle = std::unique_ptr<sqlite3, CloseHandle>;
  using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

  explicit SqliteConnection(Handle handle) : handle_(std::move(handle)) {}

  Result<sqlite3_stmt*> prepare(std::string_view text);
  Result<Answer> step_all(sqlite3_stmt* statement);
  std::unexpected<Error> last_error(std::string_view while_doing) const;

  Handle handle_;
  std::map<std::string, Statement, std::less<>> statements_;  // By their text with $1, $2 …
};

}  // namespace parley::sql
