// A relational database as the stores see it: transactions, statements, rows.
//
// Statements are written once, in the subset that SQLite and PostgreSQL share: parameters are $1,
// $2 …; integers are BIGINT, bytes are BYTEA; RETURNING and ON CONFLICT are in both, AUTOINCREMENT
// and the functions of one of them are not. Text is compared byte by byte (a PostgreSQL database is
// made with the C collation). A statement is a literal of the program: what people wrote travels in
// parameters only, and no literal inside a statement holds a $.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/time.h"

namespace parley::sql {

// Bytes that are no text. They must outlive the call that they are passed to, as texts must.
struct Blob {
  std::string_view bytes;
};

using Null = std::monostate;
using Param = std::variant<Null, std::int64_t, std::string_view, Blob>;
using Value = std::variant<Null, std::int64_t, std::string>;  // A text or a blob is a string.

// One row of an answer. Asking a column for a type that it does not hold is a broken invariant:
// the schema is ours.
class Row {
 public:
  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}

  bool is_null(std::size_t column) const;
  std::int64_t integer(std::size_t column) const;
  const std::string& text(std::size_t column) const;

 private:
  std::vector<Value> values_;
};

// Rows are read whole, so no cursor outlives its statement; who may match many rows says LIMIT.
struct Answer {
  std::vector<Row> rows;
  std::int64_t changed = 0;  // Rows inserted, updated or deleted.
};

enum class Access : std::uint8_t { Read, Write };

// One connection of an engine. Used by one thread at a time, through a Transaction.
class Connection {
 public:
  virtual ~Connection() = default;

  // Conflict for a unique key that is taken; StoreFailed for everything else.
  virtual Result<Answer> run(std::string_view statement, std::span<const Param> params) = 0;
  // Write takes the engine's write lock at once, so that nothing read within can be stale.
  virtual Result<> begin(Access access) = 0;
  virtual Result<> commit() = 0;
  virtual void roll_back() = 0;
};

class Pool;

// A connection, lent; it goes back when the lease ends.
class Lease {
 public:
  Lease(Pool& pool, std::unique_ptr<Connection> connection);
  Lease(Lease&&) noexcept;
  Lease& operator=(Lease&&) = delete;
  ~Lease();

  Connection& operator*() const { return *connection_; }
  Connection* operator->() const { return connection_.get(); }

 private:
  Pool* pool_;
  std::unique_ptr<Connection> connection_;
};

// Everything between begin and commit happens whole or not at all; without a commit, not at all.
// After an error the only thing left to do is to let go of the transaction (PostgreSQL refuses all
// else). One thread.
//
//   PARLEY_LET(auto transaction, database.begin(Access::Write));
//   PARLEY_LET(const auto answer, transaction.run("SELECT name FROM users WHERE id = $1", {id}));
//   PARLEY_TRY(transaction.commit());
class Transaction {
 public:
  // Takes a lease whose connection has begun.
  explicit Transaction(Lease lease) : lease_(std::move(lease)) {}
  Transaction(Transaction&& other) noexcept
      : lease_(std::move(other.lease_)), is_open_(std::exchange(other.is_open_, false)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  Result<Answer> run(std::string_view statement, std::initializer_list<Param> params = {});
  // Durable when it returns. Once.
  Result<> commit();

 private:
  Lease lease_;
  bool is_open_ = true;
};

// One database. Any thread.
class Database {
 public:
  virtual ~Database() = default;

  // Waits for a free connection; Overloaded where none comes free in time.
  virtual Result<Transaction> begin(Access access) = 0;
  // Writes a whole, consistent copy into a new file while others go on working. Conflict if the
  // file is there already.
  virtual Result<> copy_to(const std::string& path) = 0;
  // Leaves nothing beside the tables: what a write-ahead log holds moves into them, so that rows
  // that were removed are on the disk no more. Conflict while a reader is in the way; try again.
  virtual Result<> empty_log() = 0;
};

}  // namespace parley::sql
