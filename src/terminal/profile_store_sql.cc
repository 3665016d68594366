#include "terminal/profile_store_sql.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/try.h"
#include "engines/sql/migrations.h"
#include "engines/sql/sql.h"
#include "engines/sql/sqlite.h"
#include "wire/json_reader.h"
#include "wire/json_write.h"

namespace parley::terminal {
namespace {

using sql::Access;
using sql::Param;

const std::vector<sql::Migration>& migrations() {
  static const std::vector<sql::Migration> all = {
      {"a profile",
       {
           "CREATE TABLE account (one BIGINT PRIMARY KEY, server TEXT NOT NULL, user_id BIGINT NOT "
           "NULL, username TEXT NOT NULL, token TEXT NOT NULL)",
           "CREATE TABLE place (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
           "CREATE TABLE chats (conversation TEXT PRIMARY KEY, title TEXT NOT NULL, last BIGINT "
           "NOT NULL, last_message BIGINT NOT NULL, read BIGINT NOT NULL, read_wanted BIGINT NOT "
           "NULL, held_from BIGINT, unread BIGINT NOT NULL, last_at BIGINT NOT NULL, has_left "
           "BIGINT NOT NULL)",
           "CREATE TABLE people (user_id BIGINT PRIMARY KEY, username TEXT NOT NULL, display_name "
           "TEXT NOT NULL, is_deleted BIGINT NOT NULL)",
           "CREATE TABLE events (conversation TEXT NOT NULL, seq BIGINT NOT NULL, event TEXT NOT "
           "NULL, PRIMARY KEY (conversation, seq))",
           "CREATE TABLE unknown_items (inbox_seq BIGINT NOT NULL, item TEXT NOT NULL)",
           "CREATE TABLE outbox (position BIGINT PRIMARY KEY, conversation TEXT NOT NULL, kind "
           "BIGINT NOT NULL, target BIGINT NOT NULL, text TEXT NOT NULL, is_on BIGINT NOT NULL, "
           "client_message_id TEXT, state BIGINT NOT NULL)",
       }},
  };
  return all;
}

std::int64_t param(std::uint64_t number) { return static_cast<std::int64_t>(number); }
template <class Counter>
  requires std::is_enum_v<Counter>
std::int64_t param(Counter counter) {
  return static_cast<std::int64_t>(counter);
}

std::uint64_t number(const sql::Row& row, std::size_t column) {
  return static_cast<std::uint64_t>(row.integer(column));
}
Seq seq(const sql::Row& row, std::size_t column) { return Seq{number(row, column)}; }

Result<ConversationId> conversation(const sql::Row& row, std::size_t column) {
  const auto id = conversation_from(row.text(column));
  if (!id) return fail(Errc::StoreFailed, "the profile names no conversation: " + row.text(column));
  return *id;
}

// The lock goes with the process, however it ends.
class Lock {
 public:
  explicit Lock(int file) : file_(file) {}
  Lock(Lock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  Lock& operator=(Lock&&) = delete;
  ~Lock() {
    if (file_ >= 0) ::close(file_);
  }

 private:
  int file_;
};

class ProfileStoreSql final : public ProfileStore {
 public:
  ProfileStoreSql(Lock lock, std::unique_ptr<sql::Database> database)
      : lock_(std::move(lock)), database_(std::move(database)) {}

  Result<Profile> load() override {
    PARLEY_LET(auto transaction, database_->begin(Access::Read));
    Profile profile;
    PARLEY_TRY(load_places(transaction, profile));
    PARLEY_TRY(load_chats(transaction, profile));
    PARLEY_TRY(load_outbox(transaction, profile));
    return profile;
  }

  Result<> save(const Changes& changes) override {
    PARLEY_LET(auto transaction, database_->begin(Access::Write));
    PARLEY_TRY(forget(transaction, changes));
    PARLEY_TRY(save_places(transaction, changes));
    PARLEY_TRY(save_chats(transaction, changes));
    PARLEY_TRY(save_events(transaction, changes));
    PARLEY_TRY(save_outbox(transaction, changes));
    return transaction.commit();
  }

  Result<std::optional<wire::Event>> event(const EventKey& key) const override {
    PARLEY_LET(auto transaction, database_->begin(Access::Read));
    PARLEY_LET(const auto answer,
               transaction.run("SELECT event FROM events WHERE conversation = $1 AND seq = $2",
                               {to_text(key.first), param(key.second)}));
    if (answer.rows.empty()) return std::nullopt;
    return parsed(answer.rows[0].text(0));
  }

  Result<std::vector<wire::Event>> events(ConversationId conversation, Seq first,
                                          std::optional<Seq> before,
                                          std::size_t limit) const override {
    PARLEY_LET(auto transaction, database_->begin(Access::Read));
    const std::int64_t end = before ? param(*before) : INT64_MAX;
    PARLEY_LET(const auto answer,
               transaction.run("SELECT event FROM events WHERE conversation = $1 AND seq >= $2 AND "
                               "seq < $3 ORDER BY seq DESC LIMIT $4",
                               {to_text(conversation), param(first), end, param(limit)}));
    std::vector<wire::Event> found;
    for (auto row = answer.rows.rbegin(); row != answer.rows.rend(); ++row) {
      PARLEY_LET(found.emplace_back(), parsed(row->text(0)));
    }
    return found;
  }

 private:
  static Result<> load_places(sql::Transaction& transaction, Profile& profile) {
    PARLEY_LET(const auto accounts,
               transaction.run("SELECT server, user_id, username, token FROM account"));
    for (const auto& row : accounts.rows) {
      profile.account = Account{row.text(0), UserId{number(row, 1)}, row.text(2), row.text(3)};
    }
    PARLEY_LET(const auto places, transaction.run("SELECT name, value FROM place"));
    Cursor cursor;
    for (const auto& row : places.rows) {
      if (row.text(0) == "open") profile.open = conversation_from(row.text(1));
      if (row.text(0) == "incarnation") cursor.incarnation = Incarnation{std::stoull(row.text(1))};
      if (row.text(0) != "inbox_seq") continue;
      cursor.inbox_seq = InboxSeq{std::stoull(row.text(1))};
      profile.cursor.emplace();
    }
    if (profile.cursor) profile.cursor = cursor;
    PARLEY_LET(const auto people,
               transaction.run("SELECT user_id, username, display_name, is_deleted FROM people"));
    for (const auto& row : people.rows) {
      const UserId user{number(row, 0)};
      profile.people.emplace(user, Person{user, row.text(1), row.text(2), row.integer(3) != 0});
    }
    return {};
  }

  static Result<> load_chats(sql::Transaction& transaction, Profile& profile) {
    PARLEY_LET(const auto answer,
               transaction.run("SELECT conversation, title, last, last_message, read, read_wanted, "
                               "held_from, unread, last_at, has_left FROM chats"));
    for (const auto& row : answer.rows) {
      Chat chat;
      PARLEY_LET(chat.id, conversation(row, 0));
      chat.title = row.text(1);
      chat.last = seq(row, 2);
      chat.last_message = seq(row, 3);
      chat.read = seq(row, 4);
      chat.read_wanted = seq(row, 5);
      if (!row.is_null(6)) chat.held_from = seq(row, 6);
      chat.unread = number(row, 7);
      chat.last_at = TimeMs{row.integer(8)};
      chat.has_left = row.integer(9) != 0;
      profile.chats.emplace(chat.id, chat);
    }
    return {};
  }

  static Result<> load_outbox(sql::Transaction& transaction, Profile& profile) {
    PARLEY_LET(const auto answer,
               transaction.run("SELECT position, conversation, kind, target, text, is_on, "
                               "client_message_id, state FROM outbox"));
    for (const auto& row : answer.rows) {
      OutboxRow waiting;
      waiting.position = number(row, 0);
      PARLEY_LET(waiting.conversation, conversation(row, 1));
      waiting.kind = SubmissionKind{static_cast<std::uint8_t>(row.integer(2))};
      waiting.target = seq(row, 3);
      waiting.text = row.text(4);
      waiting.is_on = row.integer(5) != 0;
      if (!row.is_null(6)) waiting.id = client_message_id_from(row.text(6));
      waiting.state = OutboxState{static_cast<std::uint8_t>(row.integer(7))};
      profile.outbox.emplace(waiting.position, std::move(waiting));
    }
    return {};
  }

  static Result<> forget(sql::Transaction& transaction, const Changes& changes) {
    if (changes.forgets_all || changes.forgets_events) {
      for (const auto statement :
           {"DELETE FROM events", "DELETE FROM unknown_items", "DELETE FROM chats"}) {
        PARLEY_TRY(transaction.run(statement));
      }
    }
    if (!changes.forgets_all) return {};
    for (const auto statement :
         {"DELETE FROM account", "DELETE FROM place", "DELETE FROM people", "DELETE FROM outbox"}) {
      PARLEY_TRY(transaction.run(statement));
    }
    return {};
  }

  static Result<> save_place(sql::Transaction& transaction, std::string_view name,
                             std::string_view value) {
    PARLEY_TRY(
        transaction.run("INSERT INTO place (name, value) VALUES ($1, $2) ON CONFLICT (name) "
                        "DO UPDATE SET value = excluded.value",
                        {name, value}));
    return {};
  }

  static Result<> save_places(sql::Transaction& transaction, const Changes& changes) {
    if (const auto& account = changes.account) {
      PARLEY_TRY(transaction.run(
          "INSERT INTO account (one, server, user_id, username, token) VALUES (1, $1, $2, $3, $4) "
          "ON CONFLICT (one) DO UPDATE SET server = excluded.server, user_id = excluded.user_id, "
          "username = excluded.username, token = excluded.token",
          {account->server, param(account->user.bits()), account->username, account->token}));
    }
    if (const auto& cursor = changes.cursor) {
      PARLEY_TRY(
          save_place(transaction, "incarnation", std::to_string(to_number(cursor->incarnation))));
      PARLEY_TRY(
          save_place(transaction, "inbox_seq", std::to_string(to_number(cursor->inbox_seq))));
    }
    if (changes.open) PARLEY_TRY(save_place(transaction, "open", to_text(*changes.open)));
    for (const auto& [user, person] : changes.people) {
      PARLEY_TRY(transaction.run(
          "INSERT INTO people (user_id, username, display_name, is_deleted) VALUES ($1, $2, $3, "
          "$4) ON CONFLICT (user_id) DO UPDATE SET username = excluded.username, display_name = "
          "excluded.display_name, is_deleted = excluded.is_deleted",
          {param(user.bits()), person.username, person.display_name,
           std::int64_t{person.is_deleted}}));
    }
    return {};
  }

  static Result<> save_chats(sql::Transaction& transaction, const Changes& changes) {
    for (const auto& [id, chat] : changes.chats) {
      const Param held_from = chat.held_from ? Param{param(*chat.held_from)} : sql::Null{};
      PARLEY_TRY(transaction.run(
          "INSERT INTO chats (conversation, title, last, last_message, read, read_wanted, "
          "held_from, unread, last_at, has_left) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
          "ON CONFLICT (conversation) DO UPDATE SET title = excluded.title, last = excluded.last, "
          "last_message = excluded.last_message, read = excluded.read, read_wanted = "
          "excluded.read_wanted, held_from = excluded.held_from, unread = excluded.unread, last_at "
          "= excluded.last_at, has_left = excluded.has_left",
          {to_text(id), chat.title, param(chat.last), param(chat.last_message), param(chat.read),
           param(chat.read_wanted), held_from, param(chat.unread), param(chat.last_at),
           std::int64_t{chat.has_left}}));
    }
    return {};
  }

  static Result<> save_events(sql::Transaction& transaction, const Changes& changes) {
    std::string json;
    for (const auto& [key, event] : changes.events) {
      json.clear();
      append_json(json, event);
      PARLEY_TRY(transaction.run(
          "INSERT INTO events (conversation, seq, event) VALUES ($1, $2, $3) ON CONFLICT "
          "(conversation, seq) DO UPDATE SET event = excluded.event",
          {to_text(key.first), param(key.second), json}));
    }
    for (const auto& item : changes.unknown) {
      json.clear();
      append_json(json, item);
      PARLEY_TRY(transaction.run("INSERT INTO unknown_items (inbox_seq, item) VALUES ($1, $2)",
                                 {param(item.inbox_seq), json}));
    }
    return {};
  }

  static Result<> save_outbox(sql::Transaction& transaction, const Changes& changes) {
    for (const auto& [position, row] : changes.outbox) {
      const std::string id = row.id ? to_text(*row.id) : std::string();
      const Param id_or_null = row.id ? Param{std::string_view(id)} : sql::Null{};
      PARLEY_TRY(transaction.run(
          "INSERT INTO outbox (position, conversation, kind, target, text, is_on, "
          "client_message_id, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT "
          "(position) DO UPDATE SET client_message_id = excluded.client_message_id, state = "
          "excluded.state",
          {param(position), to_text(row.conversation), param(row.kind), param(row.target), row.text,
           std::int64_t{row.is_on}, id_or_null, param(row.state)}));
    }
    for (const std::uint64_t position : changes.outbox_gone) {
      PARLEY_TRY(transaction.run("DELETE FROM outbox WHERE position = $1", {param(position)}));
    }
    return {};
  }

  Result<wire::Event> parsed(const std::string& json) const {
    auto event = reader_.read<wire::Event>(json, wire::Tail::Bare);
    if (!event) return fail(Errc::StoreFailed, "a stored event: " + event.error().error.detail);
    return std::move(*event);
  }

  Lock lock_;
  std::unique_ptr<sql::Database> database_;
  mutable wire::JsonReader reader_;
};

}  // namespace

Result<std::unique_ptr<ProfileStore>> open_profile(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return fail(Errc::StoreFailed, folder + ": " + error.message());
  const std::string path = folder + "/profile.sqlite";
  ::chmod(folder.c_str(), 0700);
  // Before SQLite writes a byte; the files beside it get the mode of this one.
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return fail(Errc::StoreFailed, path + " cannot be opened");
  ::close(file);
  ::chmod(path.c_str(), 0600);
  const int lock = ::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0 || ::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    if (lock >= 0) ::close(lock);
    return fail(Errc::Conflict, "another terminal uses this profile; choose one with --profile");
  }
  Lock held(lock);
  PARLEY_LET(auto database, sql::open_sqlite(path, 1));
  PARLEY_TRY(sql::migrate(*database, migrations()));
  return std::make_unique<ProfileStoreSql>(std::move(held), std::move(database));
}

}  // namespace parley::terminal
