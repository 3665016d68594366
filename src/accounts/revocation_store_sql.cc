#include "accounts/revocation_store_sql.h"

#include "accounts/counter_sql.h"
#include "accounts/sql_values.h"
#include "base/try.h"

namespace parley {

Result<> SqlRevocationStore::add(const Caller& caller, RevocationReason reason, TimeMs at) {
  PARLEY_LET(const std::int64_t cursor, next_number(transaction_, "revocations"));
  PARLEY_TRY(transaction_.run(
      "INSERT INTO revocations (cursor_number, user_id, device_id, reason, at)"
      " VALUES ($1, $2, $3, $4, $5)",
      {cursor, to_sql(caller.user), to_sql(caller.device), to_sql(reason), to_sql(at)}));
  return {};
}

Result<std::vector<Revocation>> SqlRevocationStore::after(RevocationCursor cursor,
                                                          std::size_t limit) {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT cursor_number, user_id, device_id, reason, at"
                              " FROM revocations WHERE cursor_number > $1"
                              " ORDER BY cursor_number LIMIT $2",
                              {to_sql(cursor), to_sql(limit)}));
  std::vector<Revocation> revocations;
  for (const sql::Row& row : answer.rows) {
    revocations.push_back({.cursor = from_sql<RevocationCursor>(row, 0),
                           .caller = {from_sql<UserId>(row, 1), from_sql<DeviceId>(row, 2)},
                           .reason = from_sql<RevocationReason>(row, 3),
                           .at = from_sql<TimeMs>(row, 4)});
  }
  return revocations;
}

Result<> SqlRevocationStore::remove_before(TimeMs time) {
  PARLEY_TRY(transaction_.run("DELETE FROM revocations WHERE at < $1", {to_sql(time)}));
  return {};
}

Result<std::vector<TicketKey>> SqlRevocationStore::keys() {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT id, secret, made_at FROM ticket_keys ORDER BY id"));
  std::vector<TicketKey> keys;
  for (const sql::Row& row : answer.rows) {
    keys.push_back(
        {from_sql<TicketKeyId>(row, 0), bytes_from_sql<32>(row, 1), from_sql<TimeMs>(row, 2)});
  }
  return keys;
}

Result<> SqlRevocationStore::add_key(const TicketKey& key) {
  PARLEY_TRY(
      transaction_.run("INSERT INTO ticket_keys (id, secret, made_at) VALUES ($1, $2, $3)"
                       " ON CONFLICT (id) DO NOTHING",
                       {to_sql(key.id), to_sql(key.secret), to_sql(key.made_at)}));
  return {};
}

Result<> SqlRevocationStore::remove_keys_before(TicketKeyId id) {
  PARLEY_TRY(transaction_.run("DELETE FROM ticket_keys WHERE id < $1", {to_sql(id)}));
  return {};
}

}  // namespace parley
