// Which messages were sent, who is still owed what, and whether anything came twice, out of order
// or not at all. The accounting beneath every message workload; it holds no sockets and no clock.
//
// A room has `members`, of whom the first `senders` send. Each sender numbers its messages 0, 1, 2
// …, and a conversation has one order, so a member must hear each sender's numbers in exactly that
// order. A message is complete when every arrival that it owes, and its outcome, has come.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

namespace parley::bench {

struct Shape {
  std::uint32_t rooms = 1;
  std::uint32_t members = 2;
  std::uint32_t senders = 1;  // At most `members`.
  // Whether the server tells a sender the outcome, and shows it its own message as it shows others.
  bool tells_sender = false;
};

// A member of a room, the first of each being 0.
struct Place {
  std::uint32_t room;
  std::uint32_t member;
};

// What went wrong. All zero at the end of a run in which everything arrived exactly once.
struct Faults {
  std::uint64_t repeated = 0;  // Heard, or settled, before.
  std::uint64_t skipped = 0;   // A later number was heard first.
  std::uint64_t unknown = 0;   // Never sent.

  std::uint64_t all() const { return repeated + skipped + unknown; }
};

class Ledger {
 public:
  explicit Ledger(const Shape& shape);

  // Notes that `sender` sends one more message; returns its number.
  std::uint64_t send(Place sender);
  // `listener` heard message `number` of the room's member `sender`. True if that completes it.
  bool hear(Place listener, std::uint32_t sender, std::uint64_t number);
  // `sender` learned the outcome of its message `number`. True if that completes it.
  bool settle(Place sender, std::uint64_t number);

  // How many messages `sender` has sent.
  std::uint64_t sent_by(Place sender) const;
  const Faults& faults() const { return faults_; }
  // Messages that are not complete.
  std::uint64_t open() const { return open_; }

 private:
  struct Message {
    std::uint32_t owed;
    bool is_settled;
  };
  // One sender's messages: those from `first` on may be incomplete, those before are complete.
  struct Stream {
    std::uint64_t first = 0;
    std::deque<Message> messages;
  };

  std::size_t stream_index(std::uint32_t room, std::uint32_t sender) const;
  Message* find(Stream& stream, std::uint64_t number);
  bool pay(Stream& stream, Message& message);

  Shape shape_;
  std::vector<Stream> streams_;          // [room][sender]
  std::vector<std::uint64_t> expected_;  // [room][member][sender]: the number to be heard next
  Faults faults_;
  std::uint64_t open_ = 0;
};

}  // namespace parley::bench
