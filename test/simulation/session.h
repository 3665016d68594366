// One session of the simulated server: the real cursor and the real view, without a socket.
//
// It does at every turn what gateway/session_items.cc does; frames go to a queue of a few hundred
// bytes, from which a slow client takes them when it likes.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "gateway/cursor.h"
#include "pipeline/audience.h"
#include "pipeline/inbox_view.h"
#include "test/simulation/witness.h"

namespace parley::simulation {

struct WelcomeFrame {
  Cursor head;
};
struct ResyncFrame {
  Cursor head;
  wire::ResyncReason reason{};
};
struct ItemsFrame {
  std::string json;
};
struct AnswerFrame {
  Witness::Name name;
  Result<Answer> answer;
};
using ServerFrame = std::variant<WelcomeFrame, ResyncFrame, ItemsFrame, AnswerFrame>;

class Session {
 public:
  // `held` is what the device's `hello` said.
  Session(UserId user, std::size_t edge, std::optional<Cursor> held, Audience& audience,
          InboxView view, const Witness& witness);
  ~Session() { audience_.leave(user_, edge_); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  UserId user() const { return user_; }
  std::size_t edge() const { return edge_; }

  // Does the next thing that waits for the store: reads the head, a page, or hands over the page
  // that was read. False if there is nothing.
  bool turn();
  // A hint may have been lost.
  void look_at_head();
  void on_item(InboxSeq inbox_seq, const std::shared_ptr<const std::string>& item);
  void answer(AnswerFrame answer) { frames_.push_back(std::move(answer)); }

  bool is_live() const { return cursor_ && cursor_->is_live(); }
  bool has_frames() const { return !frames_.empty(); }
  ServerFrame take_frame();

 private:
  bool has_room() const { return queued_bytes_ < kQueuedBytesMax; }
  void start_cursor(const InboxHead& head);
  void resync(const InboxHead& head, wire::ResyncReason reason);
  void take_page(const ItemsPage& page);
  void send_items(std::string json);

  static constexpr std::size_t kQueuedBytesMax = 600;

  const UserId user_;
  const std::size_t edge_;
  const std::optional<Cursor> held_;
  Audience& audience_;
  const InboxView view_;
  const Witness& witness_;
  std::optional<SessionCursor> cursor_;
  Incarnation incarnation_{};
  InboxSeq announced_{};  // Before the cursor began.
  std::optional<Result<ItemsPage>> page_;
  std::deque<ServerFrame> frames_;
  std::size_t queued_bytes_ = 0;
};

}  // namespace parley::simulation
