#include "accounts/report_store_sql.h"

#include "accounts/sql_values.h"
#include "base/try.h"

namespace parley {
namespace {

Report report_in(const sql::Row& row) {
  Report report{.number = from_sql<std::uint64_t>(row, 0),
                .reporter = from_sql<UserId>(row, 1),
                .user = {},
                .message = {},
                .reason = row.text(6),
                .at = from_sql<TimeMs>(row, 7)};
  if (!row.is_null(2)) report.user = from_sql<UserId>(row, 2);
  if (!row.is_null(3)) {
    const ConversationId conversation{from_sql<std::uint64_t>(row, 3),
                                      from_sql<std::uint64_t>(row, 4)};
    report.message = MessagePlace{conversation, from_sql<Seq>(row, 5)};
  }
  return report;
}

}  // namespace

// Writers follow one another, so the highest number is the newest.
Result<> SqlReportStore::add(const Report& report) {
  const auto& message = report.message;
  const sql::Param user = report.user ? sql::Param(to_sql(*report.user)) : sql::Null{};
  const auto of_message = [&](auto value) {
    return message ? sql::Param(to_sql(value(*message))) : sql::Param(sql::Null{});
  };
  PARLEY_LET(const auto newest, transaction_.run("SELECT COALESCE(MAX(number), 0) FROM reports"));
  PARLEY_TRY(transaction_.run(
      "INSERT INTO reports"
      " (number, reporter_id, user_id, conversation_first, conversation_second, seq, reason, at)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      {newest.rows.at(0).integer(0) + 1, to_sql(report.reporter), user,
       of_message([](const MessagePlace& place) { return place.conversation.first; }),
       of_message([](const MessagePlace& place) { return place.conversation.second; }),
       of_message([](const MessagePlace& place) { return place.seq; }),
       std::string_view(report.reason), to_sql(report.at)}));
  return {};
}

Result<std::vector<Report>> SqlReportStore::page(std::uint64_t after, std::size_t limit) {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT number, reporter_id, user_id, conversation_first,"
                              " conversation_second, seq, reason, at FROM reports"
                              " WHERE number > $1 ORDER BY number LIMIT $2",
                              {to_sql(after), to_sql(limit)}));
  std::vector<Report> reports;
  for (const sql::Row& row : answer.rows) reports.push_back(report_in(row));
  return reports;
}

Result<std::uint32_t> SqlReportStore::count_after(UserId reporter, TimeMs time) {
  PARLEY_LET(const auto answer,
             transaction_.run("SELECT COUNT(*) FROM reports WHERE reporter_id = $1 AND at > $2",
                              {to_sql(reporter), to_sql(time)}));
  return from_sql<std::uint32_t>(answer.rows.at(0), 0);
}

}  // namespace parley
