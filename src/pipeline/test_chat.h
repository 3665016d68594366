// What the tests of this folder stand on: a store in memory, the applier over it, and people who
// say things to each other. For tests only.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "pipeline/applier.h"
#include "store/chat_store_memory.h"

namespace parley {

inline constexpr UserId kAnn{101};
inline constexpr UserId kBen{102};
inline constexpr UserId kCleo{103};
inline constexpr UserId kDan{104};
inline constexpr ConversationId kAnnAndBen = ConversationId::of(kAnn, kBen);
inline constexpr ConversationId kBalcony = ConversationId::of(GroupId{900});

// A store that fails when it is told to.
class ChatStoreFailing final : public ChatStore {
 public:
  Result<std::optional<std::string>> get(const RowKey& key) override {
    if (fails_reads) return fail(Errc::StoreFailed, "told to");
    return store_.get(key);
  }
  Result<Page> scan(const Range& range) override {
    if (fails_reads) return fail(Errc::StoreFailed, "told to");
    return store_.scan(range);
  }
  Result<> write(WriteBatch&& batch) override {
    if (fails_writes) return fail(Errc::StoreFailed, "told to");
    return store_.write(std::move(batch));
  }

  bool fails_reads = false;
  bool fails_writes = false;

 private:
  ChatStoreMemory store_;
};

// One log, applied as it is written. Every submission has a name of its own unless one is given.
class Chat {
 public:
  Applied apply(LoggedCommand command) {
    auto applied = applier.apply(Position{++position}, at, command);
    EXPECT_TRUE(applied.has_value()) << applied.error().detail;
    return applied ? *std::move(applied) : Applied{};
  }

  Command command(UserId sender, ConversationId conversation, CommandBody body) {
    ++named;
    std::array<std::uint8_t, 10> tail{};
    tail[9] = static_cast<std::uint8_t>(named);
    tail[8] = static_cast<std::uint8_t>(named >> 8);
    Command command;
    command.conversation = conversation;
    command.sender = sender;
    command.device = DeviceId{sender.bits() * 10};
    command.client_message_id = make_client_message_id(at, tail);
    command.body = std::move(body);
    return command;
  }

  Outcome submit(UserId sender, ConversationId conversation, CommandBody body) {
    const Applied applied = apply(command(sender, conversation, std::move(body)));
    EXPECT_TRUE(applied.answer.has_value());
    return applied.answer ? applied.answer->outcome : Outcome{};
  }
  // The seq of the message.
  Seq say(UserId sender, ConversationId conversation, std::string text,
          std::vector<UserId> mentions = {}) {
    return submit(sender, conversation,
                  SendMessage{std::move(text), std::nullopt, std::move(mentions)})
        .seq;
  }
  void make_group(ConversationId id, UserId owner, std::vector<UserId> members) {
    EXPECT_EQ(submit(owner, id, CreateGroup{"Balcony", std::move(members)}).seq, Seq{1});
  }
  Applied read(UserId user, ConversationId conversation, Seq through) {
    return apply(InboxCommand{user, conversation, ReadThrough{through}});
  }
  Applied prefer(UserId user, ConversationId conversation, const PreferencesChange& change) {
    return apply(InboxCommand{user, conversation, change});
  }

  InboxHead head(UserId user) const { return reader.inbox_head(user).value(); }
  InboxConversation row(UserId user, ConversationId conversation) const {
    return reader.inbox_conversation(user, conversation).value();
  }
  std::vector<Item> items(UserId user) const {
    return reader.items(user, next(head(user).floor), 10'000).value();
  }

  ChatStoreFailing store;
  Applier applier{store};
  ChatReader reader{store};
  std::uint64_t position = 0;
  std::uint64_t named = 0;
  TimeMs at{1'767'225'600'000};  // A midnight.
};

}  // namespace parley
