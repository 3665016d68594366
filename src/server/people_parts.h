// Accounts of an embedded server: SQLite and the services over it.
#pragma once

#include <memory>

#include "accounts/contacts_service.h"
#include "accounts/devices_service.h"
#include "accounts/facts_service.h"
#include "accounts/people_service.h"
#include "accounts/profile_service.h"
#include "accounts/reports_service.h"
#include "accounts/seen_book.h"
#include "accounts/sessions_service.h"
#include "accounts/ticket_service.h"
#include "base/snowflake.h"
#include "server/data_folder.h"
#include "server/surroundings.h"

namespace parley {

struct PeopleParts {
  static Result<std::unique_ptr<PeopleParts>> open(const DataFolder& folder,
                                                   const Surroundings& around);

  std::unique_ptr<AccountsStore> store;
  std::unique_ptr<PasswordHasher> hasher;
  SnowflakeMaker ids;
  SessionsService sessions;
  DevicesService devices;
  ProfileService profiles;
  PeopleService people;
  ContactsService contacts;
  FactsService facts;
  ReportsService reports;
  TicketBox tickets;
  TicketService ticket_service;
  SeenBook seen;

 private:
  PeopleParts(std::unique_ptr<AccountsStore> opened, const Surroundings& around);
};

}  // namespace parley
