// The WebSocket sessions of one loop: takes sockets over from HTTP, closes them by name, writes
// what they have queued once at the end of a turn, and keeps their time.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "accounts/devices_service.h"
#include "accounts/seen_book.h"
#include "accounts/ticket_box.h"
#include "base/config.h"
#include "base/metrics.h"
#include "base/random.h"
#include "engines/io/scope.h"
#include "engines/io/worker_pool.h"
#include "gateway/session.h"
#include "pipeline/door.h"
#include "pipeline/history_view.h"
#include "presence/presence_bus_local.h"
#include "presence/presence_desk.h"

namespace parley {

struct GatewayFigures {
  explicit GatewayFigures(Metrics& metrics);

  Gauge& sessions;
  Counter& opened;
  Counter& items;
  Counter& pages;
  Counter& resyncs;
  Counter& missing_items;
  Counter& frames_in;
  Counter& frames_refused;
  Counter& replaced;
};

// What the sessions of all loops use; the server makes one. All of it may be called from any loop.
struct GatewayPorts {
  Door& door;
  DevicesService& devices;
  TicketBox& tickets;
  SeenBook& seen;
  SocketRegistry& sockets;
  PresenceService& presence;
  PresenceBusLocal& hints;
  const Sights& sights;
  PresenceFigures& presence_figures;
  ChatReader reader;
  InboxView inbox;
  WorkerPool& store_pool;
  WorkerPool& sql_pool;
  const Clock& clock;
  Random& random;
  GatewayFigures& figures;
  // Closes a socket of another loop.
  std::function<void(SocketPlace, WsCloseCode)> close_elsewhere;
};

struct GatewayOptions {
  Config::Sessions sessions;
  Limits limits;
};

// Owned by the server, one a loop. All calls on the loop's thread. drain() must have ended before
// it is destroyed.
class Hub : private ForegroundSockets {
 public:
  Hub(std::size_t index, EdgeLocal& edge, const GatewayPorts& ports, const GatewayOptions& options);
  ~Hub() override;

  // Takes over a socket whose handshake is answered. `rest` came behind it.
  void adopt(Socket socket, WaitingPlace place, std::string_view rest);

  // Closes a socket of this loop, if it is still there.
  void close(SocketId id, WsCloseCode code, std::string_view reason);

  // Tells every client to reconnect within `spread`, by chance, waits until all have closed, and
  // closes the rest after `most`.
  Awaitable<> drain(Milliseconds spread, Milliseconds most);

  // For sessions:
  void forget(SocketId id);
  std::size_t index() const { return index_; }
  EdgeLocal& edge() { return edge_; }
  PresenceDesk& desk() { return desk_; }
  const GatewayPorts& ports() const { return ports_; }
  const GatewayOptions& options() const { return options_; }
  const InboxView& inbox_view() const { return ports_.inbox; }
  const HistoryView& history_view() const { return history_view_; }
  wire::JsonReader& json_reader() { return json_reader_; }
  std::span<char> read_buffer() { return {read_buffer_.data(), kReadBytes}; }
  // For building a frame; its content is nobody's at the end of the call that fills it.
  std::string& scratch() { return scratch_; }
  Milliseconds now() const { return ports_.clock.monotonic(); }
  void start(Awaitable<> task) { scope_.start(std::move(task)); }
  void flush_later(std::shared_ptr<Session> session);

 private:
  static constexpr std::size_t kReadBytes = 64 * 1024;

  bool has_foreground(UserId user) const override { return edge_.has_foreground(user); }
  void write_hint(UserId user, const std::shared_ptr<const std::string>& frame) override {
    edge_.hint(user, frame);
  }

  Awaitable<> keep_time();
  void flush_dirty();

  const std::size_t index_;
  EdgeLocal& edge_;
  const GatewayPorts ports_;
  const GatewayOptions options_;
  HistoryView history_view_;
  wire::JsonReader json_reader_;
  std::vector<char> read_buffer_;  // With the parser's padding behind it.
  std::string scratch_;
  PresenceDesk desk_;
  std::unordered_map<SocketId, std::shared_ptr<Session>> sessions_;
  std::vector<std::shared_ptr<Session>> dirty_;
  bool is_draining_ = false;
  bool is_stopping_ = false;
  Scope scope_;
};

}  // namespace parley
