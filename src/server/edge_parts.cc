#include "server/edge_parts.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <chrono>
#include <future>
#include <utility>

#include "base/log.h"
#include "base/try.h"
#include "server/admin_backup.h"
#include "server/version.h"

namespace parley {
namespace {

constexpr std::size_t kStoreThreads = 2;
constexpr std::size_t kSqlThreads = 2;
constexpr std::size_t kPoolWaitingMax = 10'000;
constexpr std::size_t kPasswordsWaitingMax = 200;
// Of its own, so that a search which takes its time keeps nobody else waiting.
constexpr std::size_t kSearchThreads = 1;
constexpr std::size_t kSearchesWaitingMax = 200;
// Clients of a leaving server come back spread over this long.
constexpr Milliseconds kReconnectSpread{5'000};

std::size_t loops_for(const Config::Server& server) {
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  return std::min(kEdgesMax - 1, server.io_threads == 0 ? cores : server.io_threads);
}

// `Origin`, if present, must be this host or configured (protocol section 3).
bool admits_origin(const Request& request, const std::vector<std::string>& allowed) {
  const auto origin = request.field("origin");
  if (!origin) return true;
  if (std::ranges::find(allowed, *origin) != allowed.end()) return true;
  const auto scheme_end = origin->find("://");
  if (scheme_end == std::string_view::npos) return false;
  return origin->substr(scheme_end + 3) == request.field("host");
}

}  // namespace

Result<std::unique_ptr<EdgeParts>> EdgeParts::make(const Surroundings& around, PeopleParts& people,
                                                   ChatParts& chat, const SearchService& search) {
  PARLEY_LET(auto proxies, TrustedProxies::parse(around.config.server.trusted_proxies));
  PARLEY_LET(const auto life_before, chat.reader().last_seen(UserId{}));
  return std::unique_ptr<EdgeParts>(
      new EdgeParts(around, people, chat, search, std::move(proxies), life_before));
}

EdgeParts::EdgeParts(const Surroundings& around, PeopleParts& people, ChatParts& chat,
                     const SearchService& search, TrustedProxies proxies,
                     const std::optional<LastSeen>& life_before)
    : around_(around),
      people_(people),
      chat_(chat),
      search_(search),
      http_options_{.proxies = std::move(proxies)},
      threads_(loops_for(around.config.server)),
      store_pool_({"store", kStoreThreads, kPoolWaitingMax}),
      search_pool_({"search", kSearchThreads, kSearchesWaitingMax}),
      sql_pool_({"sql", kSqlThreads, kPoolWaitingMax}),
      password_pool_({"password", around.config.accounts.password_threads, kPasswordsWaitingMax}),
      presence_(around, people, chat, threads_, {store_pool_, sql_pool_}, life_before),
      gateway_figures_(around.metrics),
      http_log_(around.metrics),
      rates_(around.config.limits),
      door_(people.facts, chat.reader(), around.clock, around.config.limits),
      waiting_edge_(threads_.size(), chat.pipeline()),
      bridge_(waiting_edge_, chat.reader(), around.clock, around.random),
      outbox_(*people.store, bridge_),
      deletions_(*people.store, bridge_, around.clock),
      background_({*people.store, outbox_, people.ticket_service, deletions_, people.devices,
                   people.seen, around.clock},
                  [this](const std::vector<Revocation>& revoked) { close_revoked(revoked); }) {
  add_pool_gauges();
  for (std::size_t index = 0; index < threads_.size(); ++index) make_loop(index);
  chat_.pipeline().add_edge(waiting_edge_);
  add_admin(admin_router_, around.metrics, health_ports());
  add_backup(admin_router_, sql_pool_, [this](const std::string& directory) {
    return chat_.back_up(*people_.store, directory);
  });
  admin_http_ =
      std::make_unique<HttpServer>(threads_.executor(0), http_ports(admin_router_), http_options_);
}

EdgeParts::~EdgeParts() { stop(); }

void EdgeParts::add_pool_gauges() {
  const std::pair<const char*, const WorkerPool*> pools[] = {{"store", &store_pool_},
                                                             {"sql", &sql_pool_},
                                                             {"password", &password_pool_},
                                                             {"search", &search_pool_}};
  for (const auto& [name, pool] : pools) {
    around_.metrics.gauge_read("parley_pool_waiting", "Jobs that wait for a thread of a pool.",
                               [pool] { return static_cast<double>(pool->waiting()); },
                               {{"pool", name}});
  }
}

void EdgeParts::make_loop(std::size_t index) {
  auto loop = std::make_unique<Loop>();
  Loop& l = *loop;
  const Executor executor = threads_.executor(index);
  l.edge = std::make_unique<EdgeLocal>(index, executor, chat_.pipeline(), chat_.audience());
  chat_.pipeline().add_edge(*l.edge);
  l.hub = std::make_unique<Hub>(index, *l.edge, gateway_ports(),
                                GatewayOptions{around_.config.sessions, around_.config.limits});
  add_api(l.router, *l.edge, api_ports());
  add_health(l.router, health_ports());
  add_static_files(l.router, web_client_);
  l.router.add_upgrade(
      "/v1/ws", [this, &hub = *l.hub](const Request& request) { return take_over(hub, request); });
  l.http = std::make_unique<HttpServer>(executor, http_ports(l.router), http_options_);
  loops_.push_back(std::move(loop));
}

GatewayPorts EdgeParts::gateway_ports() {
  return {.door = door_,
          .devices = people_.devices,
          .tickets = people_.tickets,
          .seen = people_.seen,
          .sockets = sockets_,
          .presence = presence_.service(),
          .hints = presence_.bus(),
          .sights = presence_.sights(),
          .presence_figures = presence_.figures(),
          .reader = chat_.reader(),
          .inbox = chat_.inbox(),
          .store_pool = store_pool_,
          .sql_pool = sql_pool_,
          .clock = around_.clock,
          .random = around_.random,
          .figures = gateway_figures_,
          .close_elsewhere = [this](SocketPlace place, WsCloseCode code) {
            close_socket(place, code);
          }};
}

ApiPorts EdgeParts::api_ports() {
  return {.sessions = people_.sessions,
          .devices = people_.devices,
          .profiles = people_.profiles,
          .people = people_.people,
          .contacts = people_.contacts,
          .facts = people_.facts,
          .reports = people_.reports,
          .seen = people_.seen,
          .door = door_,
          .reader = chat_.reader(),
          .inbox = chat_.inbox(),
          .search = search_,
          .presence = presence_.service(),
          .sights = presence_.sights(),
          .store_pool = store_pool_,
          .search_pool = search_pool_,
          .sql_pool = sql_pool_,
          .password_pool = password_pool_,
          .rates = rates_,
          .clock = around_.clock,
          .random = around_.random,
          .config = around_.config,
          .accounts_changed = [this] { background_.hurry(); }};
}

HealthPorts EdgeParts::health_ports() {
  return {.is_ready = [this] { return is_ready(); }, .version = kVersion};
}

HttpPorts EdgeParts::http_ports(const Router& router) {
  return {router, http_log_, around_.clock, around_.random};
}

Result<Takeover> EdgeParts::take_over(Hub& hub, const Request& request) {
  if (is_draining_) return fail(Errc::Draining);
  if (!admits_origin(request, around_.config.server.allowed_origins)) {
    return fail(Errc::Forbidden, "origin is not admitted");
  }
  auto place = WaitingPlace::take(sockets_, request.client,
                                  around_.config.sessions.waiting_sockets_an_address);
  if (!place) return fail(Errc::RateLimited, "too many waiting sockets", Milliseconds{1'000});
  return [&hub, place = *std::move(place)](Socket socket, const std::string& rest) mutable {
    hub.adopt(std::move(socket), std::move(place), rest);
  };
}

Result<ListenAddresses> EdgeParts::start() {
  const Config::Server& server = around_.config.server;
  const auto client = host_port_from(server.listen);
  const auto admin = host_port_from(server.admin_listen);
  if (!client || !admin) return fail(Errc::BadRequest, "listen and admin_listen are host:port");
  std::uint16_t port = client->port;
  presence_.start();
  background_.start();  // First, so that there are tickets for those who come.
  for (const auto& loop : loops_) {
    const bool is_first = loop == loops_.front();
    PARLEY_LET(
        port, loop->http->listen(client->host, port, is_first ? PortUse::Alone : PortUse::Joining));
  }
  PARLEY_LET(const std::uint16_t admin_port, admin_http_->listen(admin->host, admin->port));
  return ListenAddresses{client->host + ":" + std::to_string(port),
                         admin->host + ":" + std::to_string(admin_port)};
}

void EdgeParts::close_socket(SocketPlace place, WsCloseCode code) {
  threads_.post(place.edge,
                [this, place, code] { loops_[place.edge]->hub->close(place.id, code, {}); });
}

void EdgeParts::close_revoked(const std::vector<Revocation>& revoked) {
  for (const Revocation& revocation : revoked) {
    const bool is_gone = revocation.reason == RevocationReason::Deleted;
    if (is_gone) presence_.service().forget_account(revocation.caller.user);
    for (const SocketPlace place : sockets_.of_device(revocation.caller.device)) {
      close_socket(place, is_gone ? close_code::kTokenInvalid : close_code::kRevoked);
    }
  }
}

bool EdgeParts::is_ready() const { return !is_draining_ && chat_.pipeline().is_ready(); }

void EdgeParts::drain() {
  is_draining_ = true;
  const Milliseconds most = std::chrono::seconds{around_.config.server.drain_seconds};
  std::vector<std::future<void>> hubs;
  std::vector<std::future<bool>> servers;
  for (std::size_t index = 0; index < loops_.size(); ++index) {
    const Executor executor = threads_.executor(index);
    asio::post(executor, [this, index] { loops_[index]->edge->leave(); });
    servers.push_back(asio::co_spawn(executor, loops_[index]->http->drain(most), asio::use_future));
    hubs.push_back(asio::co_spawn(executor, loops_[index]->hub->drain(kReconnectSpread, most),
                                  asio::use_future));
  }
  servers.push_back(
      asio::co_spawn(threads_.executor(0), admin_http_->drain(most), asio::use_future));
  for (auto& done : hubs) done.get();
  for (auto& done : servers) done.get();
  presence_.stop();
  background_.stop();
}

void EdgeParts::stop() {
  background_.stop();
  store_pool_.stop();
  search_pool_.stop();
  sql_pool_.stop();
  password_pool_.stop();
  threads_.stop();
}

}  // namespace parley
