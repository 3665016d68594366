#include "accounts/schema.h"

namespace parley {
namespace {

// Enumerations are kept as their numbers, booleans as 0 and 1, times as milliseconds since 1970.

constexpr std::string_view kUsers =
    "CREATE TABLE users ("
    "  id BIGINT PRIMARY KEY,"
    "  username TEXT NOT NULL UNIQUE,"
    "  display_name TEXT NOT NULL,"
    "  state BIGINT NOT NULL,"
    "  version BIGINT NOT NULL,"
    "  messages_from BIGINT NOT NULL,"
    "  groups_from BIGINT NOT NULL,"
    "  findable BIGINT NOT NULL,"
    "  presence_to BIGINT NOT NULL,"
    "  receipts_to BIGINT NOT NULL,"
    "  push_content BIGINT NOT NULL,"
    "  created_at BIGINT NOT NULL,"
    "  password_hash TEXT NOT NULL)";
constexpr std::string_view kFindableUsers =
    "CREATE INDEX findable_users ON users (username) WHERE findable = 1 AND state = 0";

constexpr std::string_view kDevices =
    "CREATE TABLE devices ("
    "  id BIGINT PRIMARY KEY,"
    "  user_id BIGINT NOT NULL REFERENCES users (id),"
    "  name TEXT NOT NULL,"
    "  platform TEXT NOT NULL,"
    "  secret_hash BYTEA NOT NULL,"
    "  created_at BIGINT NOT NULL,"
    "  seen_at BIGINT NOT NULL)";
constexpr std::string_view kDevicesOfUsers = "CREATE INDEX devices_of_users ON devices (user_id)";
constexpr std::string_view kDevicesBySeen = "CREATE INDEX devices_by_seen ON devices (seen_at)";

constexpr std::string_view kRecoveryCodes =
    "CREATE TABLE recovery_codes ("
    "  user_id BIGINT NOT NULL REFERENCES users (id),"
    "  code_hash BYTEA NOT NULL,"
    "  PRIMARY KEY (user_id, code_hash))";
// By the name that was typed: there need not be such a user.
constexpr std::string_view kFailures =
    "CREATE TABLE log_in_failures ("
    "  username TEXT PRIMARY KEY,"
    "  count BIGINT NOT NULL,"
    "  last_at BIGINT NOT NULL)";
constexpr std::string_view kFailuresByTime =
    "CREATE INDEX log_in_failures_by_time ON log_in_failures (last_at)";

// A number that grows along the order of commits: its row stays locked until the writer commits.
constexpr std::string_view kCounters =
    "CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL)";
constexpr std::string_view kCountersStart =
    "INSERT INTO counters (name, value) VALUES ('revocations', 0), ('outbox', 0)";
constexpr std::string_view kRevocations =
    "CREATE TABLE revocations ("
    "  cursor_number BIGINT PRIMARY KEY,"
    "  user_id BIGINT NOT NULL,"
    "  device_id BIGINT NOT NULL,"
    "  reason BIGINT NOT NULL,"
    "  at BIGINT NOT NULL)";
constexpr std::string_view kTicketKeys =
    "CREATE TABLE ticket_keys ("
    "  id BIGINT PRIMARY KEY,"
    "  secret BYTEA NOT NULL,"
    "  made_at BIGINT NOT NULL)";

constexpr std::string_view kContacts =
    "CREATE TABLE contacts ("
    "  user_id BIGINT NOT NULL REFERENCES users (id),"
    "  peer_id BIGINT NOT NULL REFERENCES users (id),"
    "  state BIGINT NOT NULL,"
    "  version BIGINT NOT NULL,"
    "  PRIMARY KEY (user_id, peer_id))";
constexpr std::string_view kContactsByPeer = "CREATE INDEX contacts_by_peer ON contacts (peer_id)";
constexpr std::string_view kBlocks =
    "CREATE TABLE blocks ("
    "  user_id BIGINT NOT NULL REFERENCES users (id),"
    "  blocked_id BIGINT NOT NULL REFERENCES users (id),"
    "  at BIGINT NOT NULL,"
    "  PRIMARY KEY (user_id, blocked_id))";
constexpr std::string_view kBlocksByBlocked =
    "CREATE INDEX blocks_by_blocked ON blocks (blocked_id)";

// kind 0 is a contact (peer_id, state, version), kind 1 the list of devices (all three NULL).
constexpr std::string_view kOutbox =
    "CREATE TABLE outbox ("
    "  position BIGINT PRIMARY KEY,"
    "  recipient_id BIGINT NOT NULL,"
    "  kind BIGINT NOT NULL,"
    "  peer_id BIGINT,"
    "  state BIGINT,"
    "  version BIGINT)";
constexpr std::string_view kOutboxByRecipient =
    "CREATE INDEX outbox_by_recipient ON outbox (recipient_id)";

constexpr std::string_view kNewDirects =
    "CREATE TABLE new_directs ("
    "  sender_id BIGINT NOT NULL,"
    "  peer_id BIGINT NOT NULL,"
    "  at BIGINT NOT NULL,"
    "  PRIMARY KEY (sender_id, peer_id))";
constexpr std::string_view kNewDirectsByTime =
    "CREATE INDEX new_directs_by_time ON new_directs (at)";
constexpr std::string_view kGroups =
    "CREATE TABLE group_creations ("
    "  creator_id BIGINT NOT NULL,"
    "  client_message_id BYTEA NOT NULL,"
    "  group_id BIGINT NOT NULL UNIQUE,"
    "  at BIGINT NOT NULL,"
    "  PRIMARY KEY (creator_id, client_message_id))";
constexpr std::string_view kGroupsByTime =
    "CREATE INDEX group_creations_by_time ON group_creations (at)";
constexpr std::string_view kDeletions =
    "CREATE TABLE deletions ("
    "  user_id BIGINT PRIMARY KEY,"
    "  step BIGINT NOT NULL,"
    "  failures BIGINT NOT NULL,"
    "  due_at BIGINT NOT NULL)";

// Of a user, of a message, or of both.
constexpr std::string_view kReports =
    "CREATE TABLE reports ("
    "  number BIGINT PRIMARY KEY,"
    "  reporter_id BIGINT NOT NULL,"
    "  user_id BIGINT,"
    "  conversation_first BIGINT,"
    "  conversation_second BIGINT,"
    "  seq BIGINT,"
    "  reason TEXT NOT NULL,"
    "  at BIGINT NOT NULL)";
constexpr std::string_view kReportsByReporter =
    "CREATE INDEX reports_by_reporter ON reports (reporter_id, at)";

}  // namespace

std::span<const sql::Migration> accounts_migrations() {
  static const sql::Migration kMigrations[] = {
      {"people, devices, contacts and what they owe to inboxes",
       {kUsers,           kFindableUsers, kDevices,           kDevicesOfUsers, kDevicesBySeen,
        kRecoveryCodes,   kFailures,      kFailuresByTime,    kCounters,       kCountersStart,
        kRevocations,     kTicketKeys,    kContacts,          kContactsByPeer, kBlocks,
        kBlocksByBlocked, kOutbox,        kOutboxByRecipient, kNewDirects,     kNewDirectsByTime,
        kGroups,          kGroupsByTime,  kDeletions}},
      {"reports", {kReports, kReportsByReporter}}};
  return kMigrations;
}

}  // namespace parley
