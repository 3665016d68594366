#include "accounts/start_store_sql.h"

#include "accounts/sql_values.h"
#include "base/try.h"

namespace parley {

Result<bool> SqlStartStore::has_new_direct(UserId sender, UserId peer) {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT 1 FROM new_directs WHERE sender_id = $1 AND peer_id = $2",
                              {to_sql(sender), to_sql(peer)}));
  return !answer.rows.empty();
}

Result<NewDirects> SqlStartStore::new_directs_after(UserId sender, TimeMs time) {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT COUNT(*), COALESCE(MIN(at), 0) FROM new_directs"
                              " WHERE sender_id = $1 AND at > $2",
                              {to_sql(sender), to_sql(time)}));
  const sql::Row& row = answer.rows.at(0);
  return NewDirects{from_sql<std::uint32_t>(row, 0), from_sql<TimeMs>(row, 1)};
}

Result<> SqlStartStore::add_new_direct(UserId sender, UserId peer, TimeMs at) {
  PARLEY_TRY(
      transaction_.run("INSERT INTO new_directs (sender_id, peer_id, at) VALUES ($1, $2, $3)",
                       {to_sql(sender), to_sql(peer), to_sql(at)}));
  return {};
}

Result<> SqlStartStore::remove_new_directs_before(TimeMs time) {
  PARLEY_TRY(transaction_.run("DELETE FROM new_directs WHERE at < $1", {to_sql(time)}));
  return {};
}

Result<std::optional<GroupId>> SqlStartStore::find_group(UserId creator,
                                                         const ClientMessageId& id) {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT group_id FROM group_creations"
                              " WHERE creator_id = $1 AND client_message_id = $2",
                              {to_sql(creator), to_sql(id.bytes)}));
  if (answer.rows.empty()) return std::nullopt;
  return from_sql<GroupId>(answer.rows.front(), 0);
}

Result<bool> SqlStartStore::add_group(UserId creator, const ClientMessageId& id, GroupId group,
                                      TimeMs at) {
  PARLEY_LET(
      const auto answer,
      transaction_.run("INSERT INTO group_creations (creator_id, client_message_id, group_id, at)"
                       " VALUES ($1, $2, $3, $4) ON CONFLICT (group_id) DO NOTHING",
                       {to_sql(creator), to_sql(id.bytes), to_sql(group), to_sql(at)}));
  return answer.changed == 1;
}

Result<> SqlStartStore::remove_groups_before(TimeMs time) {
  PARLEY_TRY(transaction_.run("DELETE FROM group_creations WHERE at < $1", {to_sql(time)}));
  return {};
}

}  // namespace parley
