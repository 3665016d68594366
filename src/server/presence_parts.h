// Presence of an embedded server: who is there, the bus between its loops, and the thread that
// tells whose grace is over and which items were received.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "engines/io/io_threads.h"
#include "engines/io/worker_pool.h"
#include "pipeline/marker_listener.h"
#include "presence/presence_bus_local.h"
#include "presence/presence_desk.h"
#include "presence/presence_service.h"
#include "presence/received_feed.h"
#include "presence/sights.h"
#include "server/chat_parts.h"
#include "server/people_parts.h"
#include "server/surroundings.h"

namespace parley {

// Made before the hubs, which connect to the bus, and started when the pipeline runs.
class PresenceParts final : private MarkerListener {
 public:
  struct Pools {
    WorkerPool& store;
    WorkerPool& sql;
  };

  PresenceParts(const Surroundings& around, PeopleParts& people, ChatParts& chat,
                IoThreads& threads, const Pools& pools, const std::optional<LastSeen>& life_before);
  ~PresenceParts() override;

  void start();
  // After the sockets have left: writes down who is online. Twice is once.
  void stop();

  PresenceService& service() { return service_; }
  PresenceBusLocal& bus() { return bus_; }
  const Sights& sights() const { return sights_; }
  PresenceFigures& figures() { return figures_; }

 private:
  void on_read(UserId user, ConversationId conversation, Seq through) override;
  void on_acked(UserId user, InboxSeq before, InboxSeq through) override;
  void run();

  PresenceFigures figures_;
  PresenceBusLocal bus_;
  Sights sights_;
  PresenceService service_;
  ReceivedFeed received_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool is_stopping_ = false;  // Under mutex_.
  std::thread thread_;
};

}  // namespace parley
