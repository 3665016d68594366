// What stands before the log: form, limits, and the facts about people that deciding needs.
//
// What the door refuses is not remembered and may be sent again with the same id (protocol section
// 9, Submissions). A submission passes in three steps, of which only look_up() may wait:
//
//   check_text() ─▶ known() or look_up() ─▶ admit() ─▶ Pipeline::submit()
//
// Facts are at most kFactsAge old when they are stamped; what this process changes itself is
// forgotten at once (forget()).
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>

#include "accounts/facts_service.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/rate.h"
#include "conversations/command.h"
#include "store/chat_reader.h"

namespace parley {

inline constexpr Milliseconds kFactsAge{30'000};

// Any thread may call anything; look_up() and look_up_adding() block, so on a thread that may wait.
class Door {
 public:
  Door(FactsService& people, ChatReader reader, const Clock& clock, const Limits& limits);

  // TextEmpty where there is only white space, TextTooLong from 100,000 code points on. `text` is
  // valid UTF-8.
  Result<> check_text(std::string_view text) const;

  // Takes one submission of `text_bytes` from the budgets of its sender and its conversation, or
  // RateLimited with the time after which it would pass. Whoever is above their own budget takes
  // nothing from that of the others.
  Result<> admit(UserId sender, ConversationId conversation, std::size_t text_bytes);
  // The same for a group that is yet to be made.
  Result<> admit_group(UserId creator) { return admit_sender(creator, 0); }

  // The facts for what `sender` submits to `conversation`, if they are fresh.
  std::optional<Facts> known(UserId sender, ConversationId conversation) const;

  // The same, asked. NotFound for a conversation that the sender was never in, or with somebody who
  // never was; RateLimited for the first message to one stranger too many in 24 hours.
  Result<Facts> look_up(UserId sender, ConversationId conversation);

  // Facts for adding `users`, of whom the adder may be one: those that cannot be added, or are in
  // as many groups as one may be, are in cannot_add.
  Result<Facts> look_up_adding(UserId adder, std::span<const UserId> users);

  // What is known between the two may have changed.
  void forget(UserId a, UserId b);

 private:
  struct Key {
    UserId sender;
    ConversationId conversation;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const noexcept {
      return mix(key.sender.bits() ^ std::hash<ConversationId>{}(key.conversation));
    }
  };
  struct Known {
    Facts facts;
    Milliseconds good_until{};
  };
  // A part of the cache and of the budgets, chosen by sender or by conversation.
  struct Shard {
    Shard(const Limits& limits);

    std::mutex mutex;
    std::unordered_map<Key, Known, KeyHash> known;
    RateByKey<UserId, TokenBucket> submissions;
    RateByKey<UserId, SlidingWindow> text_bytes;
    RateByKey<ConversationId, TokenBucket> conversations;
  };

  static constexpr std::size_t kShards = 16;
  static constexpr std::size_t kKnownMax = 8'192;  // A shard.

  Result<> admit_sender(UserId sender, std::size_t text_bytes);
  Shard& shard_of(std::size_t hash) const { return *shards_[mix(hash) % kShards]; }
  Result<Facts> look_up_direct(UserId sender, ConversationId conversation);
  Result<Facts> look_up_group(UserId sender, ConversationId conversation);

  FactsService& people_;
  ChatReader reader_;
  const Clock& clock_;
  const Limits limits_;
  std::array<std::unique_ptr<Shard>, kShards> shards_;
};

}  // namespace parley
