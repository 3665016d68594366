// The layer against SQLite in a folder of its own.
#include "engines/sql/sql.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "engines/sql/migrations.h"
#include "engines/sql/sqlite.h"

namespace parley::sql {
namespace {

class SqlTest : public testing::Test {
 protected:
  SqlTest() {
    std::string name = std::filesystem::temp_directory_path() / "parley-sql-XXXXXX";
    folder_ = mkdtemp(name.data());
    database_ = open();
    change("CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT UNIQUE, bytes BYTEA)");
  }
  ~SqlTest() override {
    database_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::string path(const std::string& name = "test.db") const { return folder_ / name; }
  std::unique_ptr<Database> open() const { return open_sqlite(path(), 2).value(); }

  void change(std::string_view statement, std::initializer_list<Param> params = {}) {
    auto transaction = database_->begin(Access::Write).value();
    ASSERT_TRUE(transaction.run(statement, params).has_value());
    ASSERT_TRUE(transaction.commit().has_value());
  }
  std::int64_t count(Database& database) {
    auto transaction = database.begin(Access::Read).value();
    return transaction.run("SELECT COUNT(*) FROM things").value().rows.at(0).integer(0);
  }

  std::filesystem::path folder_;
  std::unique_ptr<Database> database_;
};

constexpr std::string_view kInsert = "INSERT INTO things (id, name, bytes) VALUES ($1, $2, $3)";

TEST_F(SqlTest, ValuesComeBackAsTheyWent) {
  const std::string bytes("\0\xff\x80", 3);
  change(kInsert, {std::int64_t{INT64_MIN}, std::string_view("Ünï"), Blob{bytes}});
  change(kInsert, {std::int64_t{2}, std::string_view(), Blob{}});
  change(kInsert, {std::int64_t{3}, Null{}, Null{}});

  auto transaction = database_->begin(Access::Read).value();
  const auto rows = transaction.run("SELECT id, name, bytes FROM things ORDER BY id").value().rows;
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].integer(0), INT64_MIN);
  EXPECT_EQ(rows[0].text(1), "Ünï");
  EXPECT_EQ(rows[0].text(2), bytes);
  EXPECT_EQ(rows[1].text(1), "");
  EXPECT_FALSE(rows[1].is_null(2));
  EXPECT_TRUE(rows[2].is_null(1));
  EXPECT_TRUE(rows[2].is_null(2));
}

TEST_F(SqlTest, ParametersGoByNumberAndMayRepeat) {
  auto transaction = database_->begin(Access::Read).value();
  const auto answer =
      transaction.run("SELECT $2, $1, $2", {std::string_view("a"), std::string_view("b")});
  EXPECT_EQ(answer.value().rows.at(0).text(0), "b");
  EXPECT_EQ(answer.value().rows.at(0).text(1), "a");
  EXPECT_EQ(answer.value().rows.at(0).text(2), "b");
}

TEST_F(SqlTest, ATakenKeyIsAConflictAndOtherFailuresAreNot) {
  change(kInsert, {std::int64_t{1}, std::string_view("a"), Null{}});

  auto transaction = database_->begin(Access::Write).value();
  EXPECT_EQ(transaction.run(kInsert, {std::int64_t{1}, std::string_view("b"), Null{}}).error().code,
            Errc::Conflict);
  EXPECT_EQ(transaction.run(kInsert, {std::int64_t{2}, std::string_view("a"), Null{}}).error().code,
            Errc::Conflict);
  EXPECT_EQ(transaction.run("SELECT nothing FROM nowhere").error().code, Errc::StoreFailed);
}

TEST_F(SqlTest, WithoutACommitNothingHappened) {
  {
    auto transaction = database_->begin(Access::Write).value();
    const auto answer = transaction.run(kInsert, {std::int64_t{1}, Null{}, Null{}});
    EXPECT_EQ(answer.value().changed, 1);
  }
  EXPECT_EQ(count(*database_), 0);
}

TEST_F(SqlTest, WhatWasCommittedIsThereAfterOpeningAgain) {
  change(kInsert, {std::int64_t{1}, Null{}, Null{}});
  database_.reset();
  database_ = open();
  EXPECT_EQ(count(*database_), 1);
}

TEST_F(SqlTest, AReaderKeepsItsSnapshotWhileOthersWrite) {
  auto reader = database_->begin(Access::Read).value();
  EXPECT_EQ(reader.run("SELECT COUNT(*) FROM things").value().rows.at(0).integer(0), 0);
  change(kInsert, {std::int64_t{1}, Null{}, Null{}});
  EXPECT_EQ(reader.run("SELECT COUNT(*) FROM things").value().rows.at(0).integer(0), 0);
  EXPECT_EQ(count(*database_), 1);
}

TEST_F(SqlTest, WritersOfManyThreadsTakeTurns) {
  change(kInsert, {std::int64_t{0}, Null{}, Null{}});
  std::vector<std::jthread> threads;
  std::atomic<int> failures = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int turn = 0; turn < 25; ++turn) {
        auto transaction = database_->begin(Access::Write).value();
        const auto highest = transaction.run("SELECT MAX(id) FROM things");
        const std::int64_t next = highest.value().rows.at(0).integer(0) + 1;
        if (!transaction.run(kInsert, {next, Null{}, Null{}}) || !transaction.commit()) ++failures;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(count(*database_), 101);
}

TEST_F(SqlTest, ACopyIsMadeWhileSomeoneWrites) {
  change(kInsert, {std::int64_t{1}, Null{}, Null{}});
  auto writer = database_->begin(Access::Write).value();
  ASSERT_TRUE(writer.run(kInsert, {std::int64_t{2}, Null{}, Null{}}).has_value());

  ASSERT_TRUE(database_->copy_to(path("copy'; --.db")).has_value());
  EXPECT_EQ(database_->copy_to(path("copy'; --.db")).error().code, Errc::Conflict);
  const auto copy = open_sqlite(path("copy'; --.db")).value();
  EXPECT_EQ(count(*copy), 1);
}

TEST_F(SqlTest, MigrationsApplyOnceAndOnlyForward) {
  std::vector<Migration> migrations{{"one", {"CREATE TABLE a (id BIGINT)"}}};
  ASSERT_TRUE(migrate(*database_, migrations).has_value());
  ASSERT_TRUE(migrate(*database_, migrations).has_value());

  migrations.push_back({"two", {"INSERT INTO a VALUES (1)", "INSERT INTO nowhere VALUES (1)"}});
  EXPECT_EQ(migrate(*database_, migrations).error().code, Errc::StoreFailed);
  migrations.back().statements.pop_back();
  ASSERT_TRUE(migrate(*database_, migrations).has_value());
  auto transaction = database_->begin(Access::Read).value();
  EXPECT_EQ(transaction.run("SELECT COUNT(*) FROM a").value().rows.at(0).integer(0), 1);

  migrations.resize(1);
  EXPECT_EQ(migrate(*database_, migrations).error().code, Errc::Conflict);
}

TEST_F(SqlTest, AFileThatIsNoDatabaseIsRefused) {
  EXPECT_EQ(open_sqlite(folder_).error().code, Errc::StoreFailed);
  EXPECT_EQ(open_sqlite(path("missing/folder.db")).error().code, Errc::StoreFailed);
}

}  // namespace
}  // namespace parley::sql
