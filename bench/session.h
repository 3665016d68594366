// One device of a person, connected by WebSocket as a client would be: says hello, sends, applies
// items in order, acknowledges now and then, answers and sends pings. It keeps no messages.
//
//   Upgrading ──101──▶ Greeting ──welcome──▶ Live
//
// Whatever a healthy server would not do to this client (an error, a resync, a gap in the inbox, a
// close) is a failure, of which the first is kept in SessionShared and ends the workload.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/random.h"
#include "base/time.h"
#include "bench/connection.h"
#include "bench/frame.h"
#include "bench/ws_frame.h"

namespace parley::bench {

// Told by all sessions of a pool; `index` is the session's place in it.
class SessionListener {
 public:
  virtual ~SessionListener() = default;
  // An item of the inbox; the views in it are good until the call returns.
  virtual void on_item(std::size_t index, const Item& item) = 0;
  // The submission that was sent as `ref` was accepted.
  virtual void on_accepted(std::size_t index, std::uint64_t ref) = 0;
};

// What the sessions of one pool have in common. Outlives them.
struct SessionShared {
  Endpoint server;
  Milliseconds ack_every;  // Zero: never.
  SessionListener& listener;
  std::size_t live = 0;                  // Sessions that were welcomed.
  std::optional<std::string> failure{};  // The first.
  SystemClock clock{};
  SeededRandom random;        // For ids that need to be unique and not secret.
  std::vector<Item> items{};  // Scratch for frames that are read,
  std::string json{};         // and for frames that are written.
};

class Session final : public Connection {
 public:
  Session(Loop& loop, SessionShared& shared, std::size_t index, std::string token,
          std::optional<Cursor> cursor);

  Result<> start();

  // Submits a message, of a text that needs no escape in JSON; on_accepted() tells of it by `ref`.
  void send(ConversationId conversation, std::uint64_t ref, std::string_view text);
  // Sends the `ack` and `ping` that are due at `now`.
  void tick(Time now);

  // The head that `welcome` told, and the newest item here.
  Cursor head_at_start() const { return head_at_start_; }
  std::uint64_t newest() const { return newest_; }

 private:
  enum class State : std::uint8_t { Upgrading, Greeting, Live };

  void on_connected() override;
  std::size_t on_bytes(std::string_view bytes) override;
  void on_closed() override;

  std::size_t take_upgrade(std::string_view bytes);
  void take_frame(const WsFrame& frame);
  void take_text(std::string_view json);
  void welcome(const ServerFrame& frame);
  void take_items();
  void write(Opcode opcode, std::string_view payload);
  void give_up(std::string what);

  SessionShared& shared_;
  std::size_t index_;
  std::string token_;
  std::optional<Cursor> cursor_;
  State state_ = State::Upgrading;
  std::uint32_t mask_;
  std::uint16_t ids_made_ = 0;
  Cursor head_at_start_;
  std::uint64_t newest_ = 0;  // inbox_seq of the newest item applied,
  std::uint64_t acked_ = 0;   // and of the newest acknowledged.
  Time last_ack_;
  Time last_ping_;
  Milliseconds heartbeat_{0};
};

}  // namespace parley::bench
