// What an operator does to accounts, from the command line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/accounts_store.h"
#include "accounts/sessions_service.h"

namespace parley {

// Any thread, a blocking one. May run in another process than the server.
class AdminService {
 public:
  AdminService(AccountsStore& store, const Clock& clock, SessionsService& sessions)
      : store_(store), clock_(clock), sessions_(sessions) {}

  // Signs somebody up, who begins without a device: the session in the answer is empty.
  Result<NewAccount> add(const SignUpRequest& request);
  // By id, after `after`, all states.
  Result<std::vector<User>> list(UserId after, std::size_t limit);
  // The account cannot log in, and all its devices are revoked; servers close their sockets at the
  // next poll. NotFound if there is no such account; doing it twice changes nothing.
  Result<> disable(std::string_view username);
  Result<> enable(std::string_view username);
  // A copy of the database in a new file, while the server runs.
  Result<> checkpoint_to(const std::string& path) { return store_.copy_to(path); }

 private:
  AccountsStore& store_;
  const Clock& clock_;
  SessionsService& sessions_;
};

}  // namespace parley
