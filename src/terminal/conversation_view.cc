#include "terminal/conversation_view.h"

#include "terminal/render.h"
#include "terminal/sync.h"

namespace parley::terminal {

Awaitable<> ConversationView::open(ConversationId conversation) {
  Changes changes;
  changes.open = conversation;
  if (!book_.profile().chats.contains(conversation)) {
    changes.chats.emplace(conversation, Chat{.id = conversation});
  }
  if (const auto opened = book_.commit(changes); !opened) {
    output_.show("! the profile cannot be written: " + opened.error().detail);
    co_return;
  }
  const auto events = co_await load(conversation, std::nullopt);
  if (book_.profile().open != conversation) co_return;
  const Names names(book_.profile());
  output_.show("── " + names.of(conversation) + " ──");
  shown_from_ = events.empty() ? std::nullopt : seq_of(events.front());
  show(events);
  for (const auto& [position, row] : book_.profile().outbox) {
    if (row.conversation == conversation && row.state == OutboxState::Waiting) {
      output_.show(waiting_text(names, row));
    }
  }
  const auto chat = book_.profile().chats.find(conversation);
  if (chat != book_.profile().chats.end()) link_.mark_shown(chat->second);
}

Awaitable<> ConversationView::more() {
  const auto conversation = book_.profile().open;
  if (!conversation || !shown_from_) {
    output_.show("There is nothing before this.");
    co_return;
  }
  const auto events = co_await load(*conversation, shown_from_);
  if (book_.profile().open != conversation) co_return;
  if (events.empty()) {
    output_.show("There is nothing before this.");
    co_return;
  }
  shown_from_ = seq_of(events.front());
  output_.show("── earlier ──");
  show(events);
  output_.show("──");
}

// What the store holds without a hole; where that is not enough, the server is asked once.
Awaitable<std::vector<wire::Event>> ConversationView::load(ConversationId conversation,
                                                           std::optional<Seq> before) {
  std::vector<wire::Event> events;
  for (const bool may_fetch : {true, false}) {
    const auto found = book_.profile().chats.find(conversation);
    if (found == book_.profile().chats.end()) break;
    const Chat chat = found->second;
    const Seq first = chat.held_from.value_or(Seq{1});
    auto held = book_.store().events(conversation, first, before, kShownAtOnce);
    if (held) events = std::move(*held);
    const bool is_enough =
        chat.held_from && (events.size() == kShownAtOnce || *chat.held_from == Seq{1});
    if (is_enough || !may_fetch || !co_await fetch(conversation, chat.held_from)) break;
  }
  co_return events;
}

Awaitable<bool> ConversationView::fetch(ConversationId conversation, std::optional<Seq> before) {
  const auto page = co_await api_.history(conversation, before);
  if (!page) {
    // Nobody has written here yet, or it cannot be reached: what is held is shown.
    if (page.error().code != Errc::NotFound) {
      output_.show("· the server does not tell what came before; this is what is stored here");
    }
    co_return false;
  }
  const auto changes = apply_history(book_.profile(), book_.store(), conversation, before, *page);
  if (!changes || !book_.commit(*changes)) co_return false;
  co_await link_.learn(strangers_in(book_.profile(), page->events), std::nullopt);
  co_return true;
}

void ConversationView::show(const std::vector<wire::Event>& events) {
  const Names names(book_.profile());
  for (const auto& event : events) output_.show(event_text(names, event));
}

}  // namespace parley::terminal
