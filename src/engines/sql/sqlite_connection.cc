#include "engines/sql/sqlite_connection.h"

#include <fmt/format.h>

#include "base/check.h"
#include "base/try.h"

namespace parley::sql {
namespace {

// To SQLite, $1 is a parameter named "$1", numbered as it comes; ?1 is the first.
std::string with_question_marks(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c == '$') c = '?';
  }
  return result;
}

struct Binder {
  sqlite3_stmt* statement;
  int index;

  int operator()(Null) const { return sqlite3_bind_null(statement, index); }
  int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, index, value); }
  // An empty view may have no address, and no address would bind NULL.
  int operator()(std::string_view text) const {
    return sqlite3_bind_text64(statement, index, text.empty() ? "" : text.data(), text.size(),
                               SQLITE_STATIC, SQLITE_UTF8);
  }
  int operator()(Blob blob) const {
    return sqlite3_bind_blob64(statement, index, blob.bytes.empty() ? "" : blob.bytes.data(),
                               blob.bytes.size(), SQLITE_STATIC);
  }
};

Value value_of(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL: return Null{};
    case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(statement, column)};
    default: break;
  }
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  return size == 0 ? std::string{} : std::string{bytes, size};
}

// Ends the use of a cached statement: no lock stays, and no pointer into the caller's memory.
struct ResetAtEnd {
  sqlite3_stmt* statement;

  ~ResetAtEnd() {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
  }
};

}  // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const std::string& path,
                                                                 Durability durability) {
  sqlite3* raw = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
  Handle handle(raw);
  if (code != SQLITE_OK) {
    return fail(Errc::StoreFailed, fmt::format("open {}: {}", path, sqlite3_errstr(code)));
  }
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, 5'000);
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(std::move(handle)));
  const bool is_synced = durability == Durability::Synced;
  for (const std::string_view setting :
       {std::string_view("PRAGMA journal_mode = WAL"),
        std::string_view(is_synced ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL"),
        std::string_view("PRAGMA foreign_keys = ON"),
        std::string_view("PRAGMA secure_delete = ON")}) {
    PARLEY_TRY(connection->run(setting, {}));
  }
  return connection;
}

Result<Answer> SqliteConnection::run(std::string_view statement, std::span<const Param> params) {
  PARLEY_LET(sqlite3_stmt* const prepared, prepare(statement));
  const ResetAtEnd reset{prepared};
  PARLEY_CHECK(static_cast<std::size_t>(sqlite3_bind_parameter_count(prepared)) == params.size());
  for (std::size_t i = 0; i < params.size(); ++i) {
    const int code = std::visit(Binder{prepared, static_cast<int>(i + 1)}, params[i]);
    if (code != SQLITE_OK) return last_error(statement);
  }
  return step_all(prepared);
}

Result<> SqliteConnection::begin(Access access) {
  roll_back();
  PARLEY_TRY(run(access == Access::Write ? "BEGIN IMMEDIATE" : "BEGIN", {}));
  return {};
}

Result<> SqliteConnection::commit() {
  PARLEY_TRY(run("COMMIT", {}));
  return {};
}

void SqliteConnection::roll_back() {
  // After some errors (a full disk, say) SQLite has rolled back by itself. Where rolling back fails
  // too, begin() tries it again before this connection does anything else.
  if (sqlite3_get_autocommit(handle_.get()) == 0) (void)run("ROLLBACK", {});
}

Result<sqlite3_stmt*> SqliteConnection::prepare(std::string_view text) {
  if (const auto known = statements_.find(text); known != statements_.end()) {
    return known->second.get();
  }
  const std::string translated = with_question_marks(text);
  sqlite3_stmt* raw = nullptr;
  const int code =
      sqlite3_prepare_v3(handle_.get(), translated.data(), static_cast<int>(translated.size()),
                         SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
  Statement statement(raw);
  if (code != SQLITE_OK) return last_error(text);
  if (statements_.size() >= kStatementsMax) statements_.clear();
  statements_.emplace(text, std::move(statement));
  return raw;
}

Result<Answer> SqliteConnection::step_all(sqlite3_stmt* statement) {
  Answer answer;
  const auto changed_before = sqlite3_total_changes64(handle_.get());
  const int columns = sqlite3_column_count(statement);
  int code = sqlite3_step(statement);
  for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
    std::vector<Value> values;
    values.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) values.push_back(value_of(statement, column));
    answer.rows.emplace_back(std::move(values));
  }
  if (code != SQLITE_DONE) return last_error(sqlite3_sql(statement));
  answer.changed = sqlite3_total_changes64(handle_.get()) - changed_before;
  return answer;
}

std::unexpected<Error> SqliteConnection::last_error(std::string_view while_doing) const {
  const int code = sqlite3_extended_errcode(handle_.get());
  const bool is_taken = code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY;
  return fail(is_taken ? Errc::Conflict : Errc::StoreFailed,
              fmt::format("sqlite {}: {} ({})", code, sqlite3_errmsg(handle_.get()), while_doing));
}

}  // namespace parley::sql
