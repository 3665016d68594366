#include "server/embedded_server.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "base/log.h"
#include "base/try.h"
#include "server/chat_parts.h"
#include "server/edge_parts.h"
#include "server/people_parts.h"
#include "server/search_parts.h"

namespace parley {

// In the order in which they are made; they end in the reverse.
struct EmbeddedServer::Parts {
  Config config;
  SystemClock clock;
  SystemRandom random;
  Metrics metrics;
  std::unique_ptr<PeopleParts> people;
  std::unique_ptr<ChatParts> chat;
  std::unique_ptr<SearchParts> search;
  std::unique_ptr<EdgeParts> edges;
  bool is_started = false;
};

EmbeddedServer::EmbeddedServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

EmbeddedServer::~EmbeddedServer() {
  if (const auto stopped = stop(); !stopped) {
    log_error("stop_failed", {{"error", stopped.error()}});
  }
}

Result<std::unique_ptr<EmbeddedServer>> EmbeddedServer::open(const Config& config) {
  auto parts = std::make_unique<Parts>();
  Parts& p = *parts;
  p.config = config;
  PARLEY_LET(auto folder, DataFolder::open(config.server.data));
  const Surroundings around{p.config, p.clock, p.random, p.metrics};
  PARLEY_LET(p.people, PeopleParts::open(folder, around));
  PARLEY_LET(const std::uint64_t times_restored, folder.times_restored());
  PARLEY_LET(p.chat, ChatParts::open(std::move(folder), around));
  p.search = std::make_unique<SearchParts>(around, *p.people, *p.chat, times_restored);
  PARLEY_LET(p.edges, EdgeParts::make(around, *p.people, *p.chat, p.search->service()));
  return std::unique_ptr<EmbeddedServer>(new EmbeddedServer(std::move(parts)));
}

Result<ListenAddresses> EmbeddedServer::start() {
  // Also if it fails from here on: what runs on the loops has to be drained.
  parts_->is_started = true;
  PARLEY_TRY(parts_->chat->pipeline().start());
  parts_->search->start();
  return parts_->edges->start();
}

Result<> EmbeddedServer::stop() {
  if (!std::exchange(parts_->is_started, false)) return {};
  log_info("server_stopping");
  parts_->edges->drain();
  const auto stopped = parts_->chat->pipeline().stop();
  parts_->search->stop();
  parts_->edges->stop();
  log_info("server_stopped");
  return stopped;
}

}  // namespace parley
