#include "accounts/device_store_sql.h"

#include "accounts/sql_values.h"
#include "base/try.h"

namespace parley {
namespace {

Device device_from(const sql::Row& row) {
  return {.id = from_sql<DeviceId>(row, 0),
          .user = from_sql<UserId>(row, 1),
          .description = {.name = row.text(2), .platform = row.text(3)},
          .secret_hash = bytes_from_sql<32>(row, 4),
          .created_at = from_sql<TimeMs>(row, 5),
          .seen_at = from_sql<TimeMs>(row, 6)};
}

std::vector<Device> all_of(const sql::Answer& answer) {
  std::vector<Device> devices;
  for (const sql::Row& row : answer.rows) devices.push_back(device_from(row));
  return devices;
}

}  // namespace

Result<bool> SqlDeviceStore::insert(const Device& device) {
  PARLEY_LET(
      const auto answer,
      transaction_.run(
          "INSERT INTO devices (id, user_id, name, platform, secret_hash, created_at, seen_at)"
          " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING",
          {to_sql(device.id), to_sql(device.user), device.description.name,
           device.description.platform, to_sql(device.secret_hash), to_sql(device.created_at),
           to_sql(device.seen_at)}));
  return answer.changed == 1;
}

Result<std::optional<Device>> SqlDeviceStore::find(DeviceId device) {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT id, user_id, name, platform, secret_hash, created_at, seen_at"
                              " FROM devices WHERE id = $1",
                              {to_sql(device)}));
  if (answer.rows.empty()) return std::nullopt;
  return device_from(answer.rows.front());
}

Result<std::vector<Device>> SqlDeviceStore::list(UserId user) {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT id, user_id, name, platform, secret_hash, created_at, seen_at"
                              " FROM devices WHERE user_id = $1 ORDER BY seen_at, created_at, id",
                              {to_sql(user)}));
  return all_of(answer);
}

Result<> SqlDeviceStore::remove(DeviceId device) {
  PARLEY_TRY(transaction_.run("DELETE FROM devices WHERE id = $1", {to_sql(device)}));
  return {};
}

Result<> SqlDeviceStore::mark_seen(DeviceId device, TimeMs at) {
  PARLEY_TRY(transaction_.run("UPDATE devices SET seen_at = $2 WHERE id = $1 AND seen_at < $2",
                              {to_sql(device), to_sql(at)}));
  return {};
}

Result<std::vector<Device>> SqlDeviceStore::unseen_since(TimeMs time, std::size_t limit) {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT id, user_id, name, platform, secret_hash, created_at, seen_at"
                              " FROM devices WHERE seen_at <= $1 ORDER BY seen_at LIMIT $2",
                              {to_sql(time), to_sql(limit)}));
  return all_of(answer);
}

}  // namespace parley
