// A device: what it remembers over connections, and the rule by which it is brought up to date.
//
// The rule is that of the protocol: item n is applied only on n - 1, annotations only above the
// revision of their message, and submissions without an answer are sent again, in their first order
// and with their first id. Everything that it is given and everything that it shows afterwards is
// compared with the witness.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "conversations/command.h"
#include "test/simulation/session.h"
#include "test/simulation/witness.h"
#include "wire/json_reader.h"
#include "wire/server_frames.h"

namespace parley::simulation {

class Client {
 public:
  Client(UserId user, DeviceId device, const Witness& witness, bool ignores_revision)
      : user_(user), device_(device), witness_(witness), ignores_revision_(ignores_revision) {}

  UserId user() const { return user_; }
  DeviceId device() const { return device_; }
  std::optional<Cursor> cursor() const { return cursor_; }
  InboxSeq held() const { return cursor_ ? cursor_->inbox_seq : InboxSeq{}; }

  // The user did something; it waits to be sent.
  void submit(Command command) { unaccepted_.push_back(std::move(command)); }
  bool has_unaccepted() const { return !unaccepted_.empty(); }
  // The next submission to be sent on this connection, if there is one.
  const Command* next_to_send();
  // Those that were answered: for late resends.
  const std::vector<Command>& answered() const { return answered_; }
  std::uint64_t resyncs() const { return resyncs_; }

  // A new connection: all that is not accepted is sent again.
  void connected() { sent_ = 0; }
  void take(const ServerFrame& frame);

  // After everything: the device holds its whole inbox and shows what it must.
  void check_at_rest() const;

 private:
  struct Held {
    Shown shown;
    bool has_lost_text = false;  // An edit came without its text, for a deletion is on its way.
  };
  using Place = std::pair<ConversationId, Seq>;

  void take_answer(const AnswerFrame& answer);
  void take_item(const wire::Item& item);
  void check_item(const wire::Item& item) const;
  void apply(ConversationId conversation, const wire::Event& event);
  void apply_message(ConversationId conversation, const wire::MessageEvent& message);
  Held* to_annotate(ConversationId conversation, Seq target, Seq seq);
  void check_shown(const Place& place, const Held& held) const;

  const UserId user_;
  const DeviceId device_;
  const Witness& witness_;
  const bool ignores_revision_;
  std::optional<Cursor> cursor_;
  std::deque<Command> unaccepted_;
  std::size_t sent_ = 0;  // Of those, on this connection.
  std::vector<Command> answered_;
  std::map<ConversationId, Seq> newest_own_;  // The newest event that was accepted in order.
  std::map<Place, Held> messages_;
  std::uint64_t resyncs_ = 0;
  wire::JsonReader reader_;
};

}  // namespace parley::simulation
