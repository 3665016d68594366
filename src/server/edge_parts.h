// The edge of an embedded server: event loops with their HTTP servers and WebSocket hubs, the pools
// for what blocks, and the background work.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engines/io/io_threads.h"
#include "gateway/hub.h"
#include "http/api.h"
#include "http/api_rates.h"
#include "http/server.h"
#include "http/static_files.h"
#include "search/search_service.h"
#include "server/account_bridge.h"
#include "server/background.h"
#include "server/chat_parts.h"
#include "server/embedded_server.h"
#include "server/http_log.h"
#include "server/people_parts.h"
#include "server/presence_parts.h"
#include "server/surroundings.h"

namespace parley {

class EdgeParts {
 public:
  static Result<std::unique_ptr<EdgeParts>> make(const Surroundings& around, PeopleParts& people,
                                                 ChatParts& chat, const SearchService& search);
  ~EdgeParts();

  // Listens on both addresses and begins the background work.
  Result<ListenAddresses> start();
  // Accepts no more, tells clients to go, lets requests and submissions be answered.
  void drain();
  // Ends pools and loops. After drain().
  void stop();

 private:
  // One loop and what lives on it.
  struct Loop {
    std::unique_ptr<EdgeLocal> edge;
    std::unique_ptr<Hub> hub;
    Router router;
    std::unique_ptr<HttpServer> http;
  };

  EdgeParts(const Surroundings& around, PeopleParts& people, ChatParts& chat,
            const SearchService& search, TrustedProxies proxies,
            const std::optional<LastSeen>& life_before);

  void add_pool_gauges();
  void make_loop(std::size_t index);
  GatewayPorts gateway_ports();
  ApiPorts api_ports();
  HealthPorts health_ports();
  HttpPorts http_ports(const Router& router);
  Result<Takeover> take_over(Hub& hub, const Request& request);
  void close_socket(SocketPlace place, WsCloseCode code);
  void close_revoked(const std::vector<Revocation>& revoked);
  bool is_ready() const;

  const Surroundings around_;
  PeopleParts& people_;
  ChatParts& chat_;
  const SearchService& search_;
  HttpOptions http_options_;
  const StaticFiles web_client_ = StaticFiles::of_this_program();
  IoThreads threads_;
  WorkerPool store_pool_;
  WorkerPool search_pool_;
  WorkerPool sql_pool_;
  WorkerPool password_pool_;
  PresenceParts presence_;
  SocketRegistry sockets_;
  GatewayFigures gateway_figures_;
  HttpLog http_log_;
  ApiRates rates_;
  Door door_;
  WaitingEdge waiting_edge_;
  AccountBridge bridge_;
  OutboxRelay outbox_;
  DeletionJobs deletions_;
  Background background_;
  std::vector<std::unique_ptr<Loop>> loops_;
  Router admin_router_;
  std::unique_ptr<HttpServer> admin_http_;
  std::atomic<bool> is_draining_{false};
};

}  // namespace parley
