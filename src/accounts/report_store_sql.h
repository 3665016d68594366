// Reports in SQL.
#pragma once

#include "accounts/report_store.h"
#include "engines/sql/sql.h"

namespace parley {

class SqlReportStore final : public ReportStore {
 public:
  explicit SqlReportStore(sql::Transaction& transaction) : transaction_(transaction) {}

  Result<> add(const Report& report) override;
  Result<std::vector<Report>> page(std::uint64_t after, std::size_t limit) override;
  Result<std::uint32_t> count_after(UserId reporter, TimeMs time) override;

 private:
  sql::Transaction& transaction_;
};

}  // namespace parley
