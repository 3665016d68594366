// Random plays of a conversation, placed into the inboxes of all players: what the rows say must
// equal a recount from the items alone.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "conversations/any_play.h"
#include "inbox/materialiser.h"

namespace parley {
namespace {

struct Inbox {
  InboxRows rows{};
  std::vector<Item> items;
};

bool names_in(const std::vector<UserId>& mentions, UserId user) {
  return std::ranges::find(mentions, user) != mentions.end();
}

// Counts anew from the events that were placed for `user`, up to the marker that the row has.
struct Recount {
  Recount(const Stage& stage, const Inbox& inbox, UserId user) {
    for (const Item& item : inbox.items) {
      const auto* pointer = std::get_if<EventItem>(&item.body);
      if (!pointer) continue;
      last_seq = pointer->seq;
      const Event& event = stage.events.at(pointer->seq);
      if (event.is_message() && event.seq > inbox.rows.conversation.read) ++unread;
      follow_mentions(event, user);
    }
    std::erase_if(mentions, [&](Seq seq) { return seq <= inbox.rows.conversation.read; });
  }

  void follow_mentions(const Event& event, UserId user) {
    if (const auto* message = std::get_if<Message>(&event.body)) {
      if (event.sender != user && names_in(message->mentions, user)) mentions.insert(event.seq);
    } else if (const auto* edit = std::get_if<Edit>(&event.body)) {
      mentions.erase(edit->target);
      if (event.sender != user && names_in(edit->mentions, user)) mentions.insert(edit->target);
    } else if (const auto* deletion = std::get_if<Deletion>(&event.body)) {
      mentions.erase(deletion->target);
    }
  }

  std::uint64_t unread = 0;
  Seq last_seq{};
  std::set<Seq> mentions;
};

// Plays moves, and now and then lets a player read.
class Play {
 public:
  Play() {
    for (const auto& [seq, event] : stage.events) place_for(members_of(stage.conversation), event);
  }

  void make(const Move& move) {
    if (move.kind == 15) return read(player(move.who), Seq{move.what});
    const Command command = stage.command(player(move.who), body_of(move, stage.conversation.head));
    const Decision decision = stage.submit(command);
    if (decision.effects) place_for(decision.effects->recipients, decision.effects->event);
  }

  Stage stage = any_stage();
  std::map<UserId, Inbox> inboxes;

 private:
  Cause cause() const { return {.position = Position{stage.position}, .at = stage.now}; }

  void place_for(const std::vector<UserId>& recipients, const Event& event) {
    for (const UserId user : recipients) {
      Inbox& inbox = inboxes[user];
      const InboxConversation before = inbox.rows.conversation;
      auto item = place(inbox.rows, cause(), user, stage.conversation.id, event);
      RC_ASSERT(item.has_value());
      keep(inbox, before, std::move(*item));
      RC_ASSERT(!place(inbox.rows, cause(), user, stage.conversation.id, event));  // (2)
    }
  }
  void read(UserId user, Seq through) {
    const auto found = inboxes.find(user);
    if (found == inboxes.end()) return;
    ++stage.position;
    Inbox& inbox = found->second;
    const InboxConversation before = inbox.rows.conversation;
    const auto event = stage.events.find(clamped_read(before, through));
    const Ordinal ordinal = event == stage.events.end() ? Ordinal{} : event->second.ordinal;
    auto item = place_read(inbox.rows, cause(), stage.conversation.id, through, ordinal);
    if (item) keep(inbox, before, std::move(*item));
  }
  static void keep(Inbox& inbox, const InboxConversation& before, Item item) {
    const InboxConversation& row = inbox.rows.conversation;
    inbox.items.push_back(std::move(item));
    RC_ASSERT(inbox.items.back().inbox_seq == InboxSeq{inbox.items.size()});  // (1)
    RC_ASSERT(inbox.rows.head.head == InboxSeq{inbox.items.size()});
    RC_ASSERT(row.read >= before.read && row.read_ordinal >= before.read_ordinal);  // (3)
    RC_ASSERT(row.last_seq >= before.last_seq && row.read <= row.last_seq);         // (3)
  }
};

RC_GTEST_PROP(Materialiser, AgreesWithARecountInEveryPlay, ()) {
  Play play;
  for (const Move& move : *rc::gen::resize(300, any_play())) {
    play.make(move);
    for (const auto& [user, inbox] : play.inboxes) {
      const InboxConversation& row = inbox.rows.conversation;
      const Recount recount(play.stage, inbox, user);
      RC_ASSERT(row.unread() == recount.unread);
      RC_ASSERT(row.last_seq == recount.last_seq);
      RC_ASSERT(row.mentions == std::vector(recount.mentions.begin(), recount.mentions.end()));
      RC_ASSERT((row.left_at == Seq{}) == is_member(play.stage.conversation, user));
    }
  }
}

}  // namespace
}  // namespace parley
