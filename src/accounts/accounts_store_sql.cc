#include "accounts/accounts_store_sql.h"

#include "accounts/contact_store_sql.h"
#include "accounts/credential_store_sql.h"
#include "accounts/deletion_store_sql.h"
#include "accounts/device_store_sql.h"
#include "accounts/outbox_store_sql.h"
#include "accounts/report_store_sql.h"
#include "accounts/revocation_store_sql.h"
#include "accounts/schema.h"
#include "accounts/start_store_sql.h"
#include "accounts/user_store_sql.h"
#include "base/try.h"

namespace parley {
namespace {

class SqlWork final : public AccountsWork {
 public:
  explicit SqlWork(sql::Transaction transaction) : transaction_(std::move(transaction)) {}

  UserStore& users() override { return users_; }
  CredentialStore& credentials() override { return credentials_; }
  DeviceStore& devices() override { return devices_; }
  RevocationStore& revocations() override { return revocations_; }
  ContactStore& contacts() override { return contacts_; }
  BlockStore& blocks() override { return blocks_; }
  OutboxStore& outbox() override { return outbox_; }
  StartStore& starts() override { return starts_; }
  DeletionStore& deletions() override { return deletions_; }
  ReportStore& reports() override { return reports_; }

  Result<> commit() override { return transaction_.commit(); }

 private:
  sql::Transaction transaction_;
  SqlUserStore users_{transaction_};
  SqlCredentialStore credentials_{transaction_};
  SqlDeviceStore devices_{transaction_};
  SqlRevocationStore revocations_{transaction_};
  SqlContactStore contacts_{transaction_};
  SqlBlockStore blocks_{transaction_};
  SqlOutboxStore outbox_{transaction_};
  SqlStartStore starts_{transaction_};
  SqlDeletionStore deletions_{transaction_};
  SqlReportStore reports_{transaction_};
};

class SqlAccountsStore final : public AccountsStore {
 public:
  explicit SqlAccountsStore(std::unique_ptr<sql::Database> database)
      : database_(std::move(database)) {}

  Result<std::unique_ptr<AccountsWork>> read() override { return begin(sql::Access::Read); }
  Result<std::unique_ptr<AccountsWork>> write() override { return begin(sql::Access::Write); }
  Result<> copy_to(const std::string& path) override { return database_->copy_to(path); }

 private:
  Result<std::unique_ptr<AccountsWork>> begin(sql::Access access) {
    PARLEY_LET(auto transaction, database_->begin(access));
    return std::make_unique<SqlWork>(std::move(transaction));
  }

  std::unique_ptr<sql::Database> database_;
};

}  // namespace

Result<std::unique_ptr<AccountsStore>> open_accounts(std::unique_ptr<sql::Database> database) {
  PARLEY_TRY(sql::migrate(*database, accounts_migrations()));
  return std::make_unique<SqlAccountsStore>(std::move(database));
}

}  // namespace parley
