// The REST edge of protocol section 4: what its endpoints use, and how they get into a router.
//
// Each loop has a router of its own, because handlers submit over the edge of their loop. Endpoints
// never block: SQL runs on `sql_pool`, passwords are hashed (with the SQL around it) on
// `password_pool`, and the chat store is read on `store_pool`,
// or on `search_pool` where the full-text index is asked first. Each pool answers `overloaded` when
// its queue is full.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/contacts_service.h"
#include "accounts/devices_service.h"
#include "accounts/facts_service.h"
#include "accounts/people_service.h"
#include "accounts/profile_service.h"
#include "accounts/reports_service.h"
#include "accounts/seen_book.h"
#include "accounts/sessions_service.h"
#include "base/config.h"
#include "base/metrics.h"
#include "base/random.h"
#include "engines/io/worker_pool.h"
#include "http/router.h"
#include "pipeline/door.h"
#include "pipeline/edge_local.h"
#include "pipeline/inbox_view.h"
#include "presence/presence_service.h"
#include "presence/sights.h"
#include "search/search_service.h"
#include "store/chat_reader.h"

namespace parley {

class ApiRates;

// Made by the server and shared by all loops; everything may be called from any of them.
struct ApiPorts {
  SessionsService& sessions;
  DevicesService& devices;
  ProfileService& profiles;
  PeopleService& people;
  ContactsService& contacts;
  FactsService& facts;
  ReportsService& reports;
  SeenBook& seen;
  Door& door;
  ChatReader reader;
  InboxView inbox;
  const SearchService& search;
  PresenceService& presence;
  const Sights& sights;
  WorkerPool& store_pool;
  WorkerPool& search_pool;
  WorkerPool& sql_pool;
  WorkerPool& password_pool;
  ApiRates& rates;
  const Clock& clock;
  Random& random;
  const Config& config;
  // Makes sockets of revoked devices close now and not at the next poll, and outbox rows travel
  // now.
  std::function<void()> accounts_changed;
};

// Adds every endpoint of section 4 that this server has. `edge` is that of the router's loop.
void add_api(Router& router, EdgeLocal& edge, const ApiPorts& ports);

// `/livez`, `/readyz`, `/version`, `/docs` for the public listener.
struct HealthPorts {
  std::function<bool()> is_ready;
  std::string version;
};
void add_health(Router& router, const HealthPorts& ports);

// The generated docs/openapi.yaml, which is part of the program.
std::string_view openapi_document();

// `/metrics` and the health of the second listener.
void add_admin(Router& router, const Metrics& metrics, const HealthPorts& ports);

}  // namespace parley
