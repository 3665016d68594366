#include "server/people_parts.h"

#include <utility>

#include "accounts/accounts_store_sql.h"
#include "accounts/password_hasher_argon2id.h"
#include "base/try.h"
#include "engines/sql/sqlite.h"

namespace parley {
namespace {

constexpr NodeNumber kOnlyNode{0};

Argon2idCost cost_of(PasswordCost cost) {
  switch (cost) {
    case PasswordCost::Minimum: return Argon2idCost::least();
    case PasswordCost::Interactive: return {};
    case PasswordCost::Moderate: return {3, std::size_t{256} * 1024 * 1024};
  }
  std::unreachable();
}

}  // namespace

Result<std::unique_ptr<PeopleParts>> PeopleParts::open(const DataFolder& folder,
                                                       const Surroundings& around) {
  PARLEY_LET(auto database, sql::open_sqlite(folder.accounts_file()));
  PARLEY_LET(auto store, open_accounts(std::move(database)));
  return std::unique_ptr<PeopleParts>(new PeopleParts(std::move(store), around));
}

PeopleParts::PeopleParts(std::unique_ptr<AccountsStore> opened, const Surroundings& around)
    : store(std::move(opened)),
      hasher(std::make_unique<Argon2idHasher>(cost_of(around.config.accounts.password_cost))),
      ids(around.clock, around.random, kOnlyNode),
      sessions(*store, *hasher, {around.clock, around.random, ids}, around.config.limits),
      devices(*store, around.clock),
      profiles(*store, *hasher, around.clock, around.config.limits),
      people(*store, around.config.limits),
      contacts(*store, around.clock, around.config.limits),
      facts(*store, around.clock, ids, around.config.limits),
      reports(*store, around.clock),
      tickets(around.clock),
      ticket_service(*store, tickets, around.clock, around.random) {}

}  // namespace parley
