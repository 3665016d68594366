#include "accounts/contact_store_sql.h"

#include "accounts/sql_values.h"
#include "base/try.h"

namespace parley {

Result<Contact> SqlContactStore::find(UserId user, UserId peer) {
  PARLEY_LET(
      const auto answer,
      transaction_.run("SELECT state, version FROM contacts WHERE user_id = $1 AND peer_id = $2",
                       {to_sql(user), to_sql(peer)}));
  if (answer.rows.empty()) return Contact{.user = peer};
  const sql::Row& row = answer.rows.front();
  return Contact{peer, from_sql<ContactState>(row, 0), from_sql<std::uint64_t>(row, 1)};
}

Result<> SqlContactStore::put(UserId user, const Contact& contact) {
  PARLEY_TRY(transaction_.run(
      "INSERT INTO contacts (user_id, peer_id, state, version) VALUES ($1, $2, $3, $4)"
      " ON CONFLICT (user_id, peer_id)"
      " DO UPDATE SET state = excluded.state, version = excluded.version",
      {to_sql(user), to_sql(contact.user), to_sql(contact.state), to_sql(contact.version)}));
  return {};
}

Result<std::vector<Contact>> SqlContactStore::list(UserId user) {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT peer_id, state, version FROM contacts"
                              " WHERE user_id = $1 AND state <> 0 ORDER BY peer_id",
                              {to_sql(user)}));
  std::vector<Contact> contacts;
  for (const sql::Row& row : answer.rows) {
    contacts.push_back({from_sql<UserId>(row, 0), from_sql<ContactState>(row, 1),
                        from_sql<std::uint64_t>(row, 2)});
  }
  return contacts;
}

Result<std::size_t> SqlContactStore::count(UserId user, ContactState state) {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT COUNT(*) FROM contacts WHERE user_id = $1 AND state = $2",
                              {to_sql(user), to_sql(state)}));
  return from_sql<std::size_t>(answer.rows.at(0), 0);
}

Result<std::vector<UserId>> SqlContactStore::some_peers(UserId user, std::size_t limit) {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT peer_id FROM contacts WHERE user_id = $1"
                              " UNION SELECT user_id FROM contacts WHERE peer_id = $1 LIMIT $2",
                              {to_sql(user), to_sql(limit)}));
  std::vector<UserId> peers;
  for (const sql::Row& row : answer.rows) peers.push_back(from_sql<UserId>(row, 0));
  return peers;
}

Result<> SqlContactStore::remove_pair(UserId user, UserId peer) {
  PARLEY_TRY(
      transaction_.run("DELETE FROM contacts"
                       " WHERE (user_id = $1 AND peer_id = $2) OR (user_id = $2 AND peer_id = $1)",
                       {to_sql(user), to_sql(peer)}));
  return {};
}

Result<> SqlBlockStore::add(UserId user, const Block& block) {
  PARLEY_TRY(
      transaction_.run("INSERT INTO blocks (user_id, blocked_id, at) VALUES ($1, $2, $3)"
                       " ON CONFLICT (user_id, blocked_id) DO NOTHING",
                       {to_sql(user), to_sql(block.user), to_sql(block.at)}));
  return {};
}

Result<> SqlBlockStore::remove(UserId user, UserId blocked) {
  PARLEY_TRY(transaction_.run("DELETE FROM blocks WHERE user_id = $1 AND blocked_id = $2",
                              {to_sql(user), to_sql(blocked)}));
  return {};
}

Result<bool> SqlBlockStore::has(UserId user, UserId blocked) {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT 1 FROM blocks WHERE user_id = $1 AND blocked_id = $2",
                              {to_sql(user), to_sql(blocked)}));
  return !answer.rows.empty();
}

Result<std::vector<Block>> SqlBlockStore::list(UserId user) {
  PARLEY_LET(
      const auto answer,
      transaction_.run("SELECT blocked_id, at FROM blocks WHERE user_id = $1 ORDER BY blocked_id",
                       {to_sql(user)}));
  std::vector<Block> blocks;
  for (const sql::Row& row : answer.rows) {
    blocks.push_back({from_sql<UserId>(row, 0), from_sql<TimeMs>(row, 1)});
  }
  return blocks;
}

Result<> SqlBlockStore::remove_all(UserId user) {
  PARLEY_TRY(
      transaction_.run("DELETE FROM blocks WHERE user_id = $1 OR blocked_id = $1", {to_sql(user)}));
  return {};
}

}  // namespace parley
