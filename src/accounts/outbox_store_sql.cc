#include "accounts/outbox_store_sql.h"

#include <utility>

#include "accounts/counter_sql.h"
#include "accounts/sql_values.h"
#include "base/try.h"

namespace parley {
namespace {

// The numbers of the column `kind`, for ever.
enum class OutboxKind : std::uint8_t { Contacts = 0, Devices = 1 };

OutboxItem item_from(const sql::Row& row) {
  switch (from_sql<OutboxKind>(row, 2)) {
    case OutboxKind::Contacts:
      return ContactsChanged{{from_sql<UserId>(row, 3), from_sql<ContactState>(row, 4),
                              from_sql<std::uint64_t>(row, 5)}};
    case OutboxKind::Devices: return DevicesChanged{};
  }
  std::unreachable();
}

}  // namespace

Result<> SqlOutboxStore::append(UserId recipient, const OutboxItem& item) {
  PARLEY_LET(const std::int64_t position, next_number(transaction_, "outbox"));
  constexpr std::string_view kInsert =
      "INSERT INTO outbox (position, recipient_id, kind, peer_id, state, version)"
      " VALUES ($1, $2, $3, $4, $5, $6)";
  if (const auto* contacts = std::get_if<ContactsChanged>(&item)) {
    const Contact& contact = contacts->contact;
    PARLEY_TRY(transaction_.run(
        kInsert, {position, to_sql(recipient), to_sql(OutboxKind::Contacts), to_sql(contact.user),
                  to_sql(contact.state), to_sql(contact.version)}));
  } else {
    PARLEY_TRY(transaction_.run(kInsert, {position, to_sql(recipient), to_sql(OutboxKind::Devices),
                                          sql::Null{}, sql::Null{}, sql::Null{}}));
  }
  return {};
}

Result<std::vector<OutboxRow>> SqlOutboxStore::first(std::size_t limit) {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT position, recipient_id, kind, peer_id, state, version"
                              " FROM outbox ORDER BY position LIMIT $1",
                              {to_sql(limit)}));
  std::vector<OutboxRow> rows;
  for (const sql::Row& row : answer.rows) {
    rows.push_back({from_sql<OutboxPosition>(row, 0), from_sql<UserId>(row, 1), item_from(row)});
  }
  return rows;
}

Result<> SqlOutboxStore::remove_through(OutboxPosition position) {
  PARLEY_TRY(transaction_.run("DELETE FROM outbox WHERE position <= $1", {to_sql(position)}));
  return {};
}

Result<> SqlOutboxStore::remove_of(UserId recipient) {
  PARLEY_TRY(transaction_.run("DELETE FROM outbox WHERE recipient_id = $1", {to_sql(recipient)}));
  return {};
}

}  // namespace parley
