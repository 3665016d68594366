#include "accounts/user_store_sql.h"

#include <string>

#include "accounts/sql_values.h"
#include "base/try.h"

namespace parley {
namespace {

constexpr std::string_view kFind =
    "SELECT id, username, display_name, state, version, messages_from, groups_from, findable,"
    " presence_to, receipts_to, push_content, created_at FROM users WHERE id = $1";
constexpr std::string_view kFindByName =
    "SELECT id, username, display_name, state, version, messages_from, groups_from, findable,"
    " presence_to, receipts_to, push_content, created_at FROM users WHERE username = $1";
constexpr std::string_view kFindByPrefix =
    "SELECT id, username, display_name, state, version, messages_from, groups_from, findable,"
    " presence_to, receipts_to, push_content, created_at FROM users"
    " WHERE username >= $1 AND username < $2 AND findable = 1 AND state = 0 AND NOT EXISTS"
    " (SELECT 1 FROM blocks WHERE blocks.user_id = users.id AND blocks.blocked_id = $3)"
    " ORDER BY username LIMIT $4";
constexpr std::string_view kPage =
    "SELECT id, username, display_name, state, version, messages_from, groups_from, findable,"
    " presence_to, receipts_to, push_content, created_at FROM users WHERE id > $1"
    " ORDER BY id LIMIT $2";

User user_from(const sql::Row& row) {
  return {.id = from_sql<UserId>(row, 0),
          .username = row.text(1),
          .display_name = row.text(2),
          .state = from_sql<UserState>(row, 3),
          .version = from_sql<std::uint64_t>(row, 4),
          .settings = {.messages_from = from_sql<MessagesFrom>(row, 5),
                       .groups_from = from_sql<GroupsFrom>(row, 6),
                       .findable = from_sql<bool>(row, 7),
                       .presence_to = from_sql<VisibleTo>(row, 8),
                       .receipts_to = from_sql<VisibleTo>(row, 9),
                       .push_content = from_sql<bool>(row, 10)},
          .created_at = from_sql<TimeMs>(row, 11)};
}

std::optional<User> first_of(const sql::Answer& answer) {
  if (answer.rows.empty()) return std::nullopt;
  return user_from(answer.rows.front());
}

std::vector<User> all_of(const sql::Answer& answer) {
  std::vector<User> users;
  for (const sql::Row& row : answer.rows) users.push_back(user_from(row));
  return users;
}

}  // namespace

Result<bool> SqlUserStore::insert(const User& user, std::string_view password_hash) {
  const Settings& s = user.settings;
  PARLEY_LET(const auto answer,
             transaction_.run(
                 "INSERT INTO users (id, username, display_name, state, version, messages_from,"
                 " groups_from, findable, presence_to, receipts_to, push_content, created_at,"
                 " password_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
                 " ON CONFLICT (id) DO NOTHING",
                 {to_sql(user.id), user.username, user.display_name, to_sql(user.state),
                  to_sql(user.version), to_sql(s.messages_from), to_sql(s.groups_from),
                  to_sql(s.findable), to_sql(s.presence_to), to_sql(s.receipts_to),
                  to_sql(s.push_content), to_sql(user.created_at), password_hash}));
  return answer.changed == 1;
}

Result<std::optional<User>> SqlUserStore::find(UserId user) {
  PARLEY_LET(const auto answer, transaction_.run(kFind, {to_sql(user)}));
  return first_of(answer);
}

Result<std::optional<User>> SqlUserStore::find_by_name(std::string_view username) {
  PARLEY_LET(const auto answer, transaction_.run(kFindByName, {username}));
  return first_of(answer);
}

// A range of the index, not LIKE: a username may hold `_`, and `{` is the byte after `z`.
Result<std::vector<User>> SqlUserStore::find_by_prefix(std::string_view prefix, UserId asker,
                                                       std::size_t limit) {
  const std::string end = std::string(prefix) + '{';
  PARLEY_LET(const auto answer,
             transaction_.run(kFindByPrefix, {prefix, end, to_sql(asker), to_sql(limit)}));
  return all_of(answer);
}

Result<> SqlUserStore::update(const User& user) {
  const Settings& s = user.settings;
  PARLEY_TRY(transaction_.run(
      "UPDATE users SET username = $2, display_name = $3, state = $4, version = $5,"
      " messages_from = $6, groups_from = $7, findable = $8, presence_to = $9,"
      " receipts_to = $10, push_content = $11 WHERE id = $1",
      {to_sql(user.id), user.username, user.display_name, to_sql(user.state), to_sql(user.version),
       to_sql(s.messages_from), to_sql(s.groups_from), to_sql(s.findable), to_sql(s.presence_to),
       to_sql(s.receipts_to), to_sql(s.push_content)}));
  return {};
}

Result<std::vector<User>> SqlUserStore::page(UserId after, std::size_t limit) {
  PARLEY_LET(const auto answer, transaction_.run(kPage, {to_sql(after), to_sql(limit)}));
  return all_of(answer);
}

Result<std::string> SqlUserStore::password_hash(UserId user) {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT password_hash FROM users WHERE id = $1", {to_sql(user)}));
  if (answer.rows.empty()) return fail(Errc::NotFound, "no such user");
  return answer.rows.front().text(0);
}

Result<> SqlUserStore::set_password_hash(UserId user, std::string_view hash) {
  PARLEY_TRY(
      transaction_.run("UPDATE users SET password_hash = $2 WHERE id = $1", {to_sql(user), hash}));
  return {};
}

}  // namespace parley
