// What people reported, for the operator.
#include <fmt/chrono.h>

#include <ctime>

#include "accounts/accounts_store_sql.h"
#include "accounts/reports_service.h"
#include "base/config.h"
#include "base/try.h"
#include "engines/sql/sqlite.h"
#include "server/commands.h"
#include "server/data_folder.h"

extern char** environ;

namespace parley {
namespace {

constexpr std::size_t kPage = 1'000;

// On one line, and without anything that a terminal might obey: control characters are spaces. (In
// UTF-8 those from U+0080 to U+009F are 0xC2 and one more byte.)
std::string printable(std::string text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto before = i == 0 ? 0 : static_cast<unsigned char>(text[i - 1]);
    if (byte < 0x20 || byte == 0x7F) text[i] = ' ';
    if (before == 0xC2 && byte < 0xA0) text[i - 1] = text[i] = ' ';
  }
  return text;
}

void print(const Report& report) {
  std::string what;
  if (report.user) what = "user " + to_text(*report.user);
  if (report.message) {
    if (!what.empty()) what += ", ";
    what += "message " + to_text(report.message->conversation) + "/" +
            to_text(to_number(report.message->seq));
  }
  const std::time_t at = to_number(report.at) / 1'000;
  fmt::print("{}\t{:%FT%TZ}\tby user {}\t{}\t{}\n", report.number, fmt::gmtime(at),
             to_text(report.reporter), what, printable(report.reason));
}

}  // namespace

Result<> list_reports(const std::string& config_file) {
  PARLEY_LET(const Config config, load_config(config_file, environment_of(environ)));
  PARLEY_LET(auto database, sql::open_sqlite(accounts_file_in(config.server.data)));
  PARLEY_LET(const auto store, open_accounts(std::move(database)));
  const SystemClock clock;
  ReportsService service(*store, clock);
  std::uint64_t after = 0;
  for (;;) {
    PARLEY_LET(const auto reports, service.list(after, kPage));
    for (const Report& report : reports) print(report);
    if (reports.size() < kPage) return {};
    after = reports.back().number;
  }
}

}  // namespace parley
