// One WebSocket session: a cursor over an inbox, and what its client submits. States and invariants
// are those of session_state.h.
//
// It lives on one loop and is touched by no other thread. Frames are handled in the order in which
// they came: most at once, those that need a look-up (hello, history, the first submission to
// somebody) one after the other, in a coroutine, while what came behind them waits in `deferred_`
// and nothing more is read. A session that rests has no coroutine: it costs a handler that waits
// for bytes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/device.h"
#include "base/config.h"
#include "conversations/command.h"
#include "engines/io/io.h"
#include "engines/io/signal.h"
#include "gateway/cursor.h"
#include "gateway/outgoing.h"
#include "gateway/read_pace.h"
#include "gateway/session_state.h"
#include "gateway/socket_registry.h"
#include "pipeline/edge_local.h"
#include "pipeline/inbox_view.h"
#include "presence/hint_socket.h"
#include "wire/client_frames.h"
#include "wire/json_reader.h"
#include "wire/server_frames.h"
#include "wire/ws_codec.h"

namespace parley {

class Hub;

// A close code of the protocol's own (section 3).
namespace close_code {
inline constexpr WsCloseCode kTryAgain{4000};      // Something here failed: reconnect.
inline constexpr WsCloseCode kNoLife{4408};        // No sign of life: reconnect.
inline constexpr WsCloseCode kReplaced{4409};      // By a newer socket: do not reconnect.
inline constexpr WsCloseCode kTokenInvalid{4501};  // Or the account is gone.
inline constexpr WsCloseCode kRevoked{4502};
inline constexpr WsCloseCode kNoHello{4503};
}  // namespace close_code

// Shared by its hub, its coroutines, its handlers and the completions of what it submitted; the
// last lets go.
class Session final : public InboxListener,
                      public HintSocket,
                      public std::enable_shared_from_this<Session> {
 public:
  Session(Hub& hub, SocketId id, Socket socket, WaitingPlace place);
  ~Session() override;

  // Begins to read, and tells the hub to forget it when the socket has ended. `rest` are bytes
  // that came behind the handshake.
  void start(std::string_view rest);

  SocketId id() const { return id_; }
  const std::optional<Caller>& caller() const { return caller_; }

  // Ends it: what is queued is still written, then a close frame. The second time: nothing.
  void close(WsCloseCode code, std::string_view reason);
  // Tells the client to go elsewhere after `after`, and closes once its submissions are answered.
  void go_away(Milliseconds after);

  // Writes what is queued, as far as the socket takes it.
  void flush();

  // Looks at deadlines; about twice a second.
  void tick(Milliseconds now);

  // Ends it now, whatever is queued.
  void drop_socket();

  void on_item(InboxSeq inbox_seq, const std::shared_ptr<const std::string>& item) override;
  bool is_in_foreground() const override { return is_foreground_ && state_ == SessionState::Open; }
  void on_hint(const std::shared_ptr<const std::string>& frame) override;

  UserId hint_user() const override { return caller_->user; }
  bool is_open() const override { return state_ == SessionState::Open; }
  bool has_hint_room() const override { return is_open() && has_room(); }
  void write_hint(const std::shared_ptr<const std::string>& frame) override;

 private:
  // How a frame was taken.
  enum class Taken : std::uint8_t { Done, MustWait };

  // session.cc: the socket.
  void read_on();
  bool read_some();
  static Awaitable<> work_off(std::shared_ptr<Session> self);
  Awaitable<bool> wait_for_room();
  void take_bytes(std::span<char> bytes);
  void take_message(std::string_view json);
  Awaitable<> work_off_deferred();
  Awaitable<> pause_until_next_second();
  bool is_over_pace(Milliseconds now);
  void send_text(std::string_view json);
  void send_frame(WsOpcode opcode, std::string_view payload);
  template <class Frame>
  void send(const Frame& frame);
  void wait_writable();
  void mark_dirty();
  bool has_room() const { return outgoing_.size() < kOutgoingBytesMax; }
  void leave();
  void end();

  // session_frames.cc: what clients say.
  Taken take_frame(std::string_view json);
  Awaitable<> take_waiting(std::string json);
  Taken handle(const wire::ClientFrame& frame);
  Awaitable<> handle_waiting(wire::ClientFrame frame);
  template <class Frame>
  Taken handle_submission(const Frame& frame);
  template <class Frame>
  Awaitable<> look_up_and_submit(Frame frame);
  template <class Frame>
  void submit(const Frame& frame, Facts facts);
  void answer(const std::string& ref, const ClientMessageId& id, const Result<Answer>& answer);
  Awaitable<> send_history(wire::HistoryFrame frame);
  Awaitable<> move_marker(wire::ReadFrame frame);
  void submit_held_markers(std::vector<wire::ReadFrame> held);
  static Awaitable<> submit_marker(std::shared_ptr<Session> self, wire::ReadFrame frame);
  Taken handle_ack(const wire::AckFrame& frame);
  void send_pong(const wire::PingFrame& frame);
  void refuse(const Error& error, std::optional<std::string> ref);
  void refuse_frame(const wire::Refusal& refusal);

  // session_hints.cc: what they ask to be told of people.
  Taken handle_watch(const wire::WatchFrame& frame);
  Taken handle_open(const wire::OpenFrame& frame);
  Taken handle_typing(const wire::TypingFrame& frame);
  Awaitable<> watch(wire::WatchFrame frame);
  Awaitable<> open(wire::OpenFrame frame);
  Awaitable<> type(wire::TypingFrame frame);

  // session_hello.cc: who it is.
  Awaitable<> greet(wire::HelloFrame hello);
  Awaitable<Result<Caller>> authenticate(const wire::HelloFrame& hello);
  void welcome(const wire::HelloFrame& hello, const InboxHead& head);
  std::optional<std::string> fresh_ticket();

  // session_items.cc: what is owed.
  void start_cursor(const std::optional<Cursor>& held, const InboxHead& head);
  void resync(const InboxHead& head, wire::ResyncReason reason);
  void read_page_if_due();
  static Awaitable<> read_page(std::shared_ptr<Session> self);
  void take_page(const ItemsPage& page);
  static Awaitable<> look_at_head(std::shared_ptr<Session> self);

  Hub& hub_;
  const SocketId id_;
  Socket socket_;
  WaitingPlace waiting_;  // Until `welcome`.
  WsDecoder decoder_;
  Outgoing outgoing_;
  std::optional<SessionCursor> cursor_;
  std::optional<Caller> caller_;
  Incarnation incarnation_{};
  InboxSeq announced_{};  // The newest item heard of before there was a cursor.
  std::vector<std::string> deferred_;
  std::unique_ptr<ReadPace> read_pace_;  // While markers move.

  SessionState state_ = SessionState::Greeting;
  bool is_foreground_ = true;
  bool is_listening_ = false;
  bool is_dirty_ = false;
  bool is_blocked_ = false;      // A wait for room in the socket is under way.
  bool is_working_off_ = false;  // Frames of deferred_ are being taken.
  bool is_going_away_ = false;   // Submissions are refused with `draining`.
  bool has_closed_ = false;      // The close frame is queued.
  bool missed_once_ = false;     // The last page lacked a number that must exist.
  std::uint32_t in_flight_ = 0;

  // Times of Clock::monotonic.
  Milliseconds opened_at_;
  Milliseconds heard_at_;   // The last frame of the client.
  Milliseconds wrote_at_;   // The last byte that the socket took, or had nothing to take.
  Milliseconds look_at_{};  // When to look at the head of the inbox again.
  Milliseconds draining_since_{};
  Milliseconds second_began_{};  // Of the pace,
  std::uint32_t frames_in_second_ = 0;
  std::uint32_t busy_seconds_ = 0;  // how many seconds in a row were over it.
  Milliseconds ticket_made_at_{};
};

}  // namespace parley
