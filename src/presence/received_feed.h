// From `ack` to live receipts: which events a device received whose inbox is now held so far.
//
// An ack names a place in an inbox; the items up to it name the events. They are read here, behind
// the traffic: an ack is noted and looked at later, and several of one person are looked at once.
#pragma once

#include <cstddef>
#include <mutex>
#include <unordered_map>

#include "presence/presence_bus.h"
#include "store/chat_reader.h"

namespace parley {

class ReceivedFeed {
 public:
  ReceivedFeed(ChatReader reader, PresenceBus& bus) : reader_(reader), bus_(bus) {}

  // A device of `user` holds the items up to `through`; before, up to `before`. Any thread. Above
  // kWaitingMax people at a time, those who come are left out: receipts can be asked for.
  void note(UserId user, InboxSeq before, InboxSeq through);

  // Publishes what was noted. Blocks on the store; one thread.
  void work();

  static constexpr std::size_t kWaitingMax = 10'000;
  // Of somebody who comes back with more than these, only the newest are looked at.
  static constexpr std::size_t kItemsMax = 100;

 private:
  struct Stretch {
    InboxSeq before;
    InboxSeq through;
  };

  void publish(UserId user, const Stretch& stretch);

  ChatReader reader_;
  PresenceBus& bus_;
  std::mutex mutex_;
  std::unordered_map<UserId, Stretch> waiting_;  // Under mutex_.
};

}  // namespace parley
