// Talking, and what is around it. People, groups and accounts are in deeds_people.cc.
#include "terminal/deeds.h"

#include <algorithm>
#include <utility>

#include "terminal/outbox.h"
#include "terminal/render.h"

namespace parley::terminal {

Deeds::Deeds(LinkParts parts, Link& link, ConversationView& view, AskSecret ask_secret)
    : parts_(parts), link_(link), view_(view), ask_secret_(std::move(ask_secret)) {}

Awaitable<bool> Deeds::carry_out(Command command) {
  const bool ends = std::holds_alternative<Quit>(command);
  co_await std::visit([this](auto each) { return run(std::move(each)); }, std::move(command));
  co_return !ends;
}

void Deeds::explain(const Error& error) {
  parts_.output.show("! " + (error.detail.empty() ? std::string(explanation(error.code))
                                                  : one_line(error.detail)));
}

bool Deeds::is_logged_in() {
  if (profile().account && !profile().account->token.empty()) return true;
  parts_.output.show("Nobody is logged in: /login NAME, or /signup NAME.");
  return false;
}

// What was typed is for an account that is known, even if its log-in has ended.
std::optional<ConversationId> Deeds::open_conversation() {
  if (!profile().account) {
    is_logged_in();
    return std::nullopt;
  }
  if (!profile().open) parts_.output.show("No conversation is open: /open NAME.");
  return profile().open;
}

std::optional<ConversationId> Deeds::open_group() {
  const auto open = open_conversation();
  if (open && !open->is_group()) {
    parts_.output.show("The open conversation is no group.");
    return std::nullopt;
  }
  return open;
}

void Deeds::queue(OutboxRow row) {
  row.position = next_position(profile());
  Changes changes;
  changes.outbox.emplace(row.position, row);
  if (const auto kept = parts_.book.commit(changes); !kept) {
    parts_.output.show("! it could not be kept, so it is not sent: " + kept.error().detail);
    return;
  }
  if (!link_.is_online()) parts_.output.show(waiting_text(Names(profile()), row));
  link_.nudge();
}

ClientMessageId Deeds::new_id() {
  std::array<std::uint8_t, 10> chance{};
  parts_.random.fill(chance);
  return make_client_message_id(link_.server_time(), chance);
}

Awaitable<> Deeds::run(Nothing) { co_return; }

Awaitable<> Deeds::run(Say say) {
  if (const auto open = open_conversation()) {
    queue({.conversation = *open, .kind = SubmissionKind::Send, .text = std::move(say.text)});
  }
  co_return;
}

Awaitable<> Deeds::run(Reply reply) {
  if (const auto open = open_conversation()) {
    queue({.conversation = *open,
           .kind = SubmissionKind::Send,
           .target = reply.target,
           .text = std::move(reply.text)});
  }
  co_return;
}

Awaitable<> Deeds::run(EditMessage edit) {
  if (const auto open = open_conversation()) {
    queue({.conversation = *open,
           .kind = SubmissionKind::Edit,
           .target = edit.target,
           .text = std::move(edit.text)});
  }
  co_return;
}

Awaitable<> Deeds::run(DeleteMessage deletion) {
  if (const auto open = open_conversation()) {
    queue({.conversation = *open, .kind = SubmissionKind::Delete, .target = deletion.target});
  }
  co_return;
}

Awaitable<> Deeds::run(React react) {
  if (const auto open = open_conversation()) {
    queue({.conversation = *open,
           .kind = SubmissionKind::React,
           .target = react.target,
           .text = std::move(react.emoji),
           .is_on = react.on});
  }
  co_return;
}

Awaitable<> Deeds::run(Help) {
  parts_.output.show(help_text());
  co_return;
}

Awaitable<> Deeds::run(List) {
  std::vector<const Chat*> chats;
  for (const auto& [id, chat] : profile().chats) chats.push_back(&chat);
  std::ranges::sort(chats, [](const Chat* a, const Chat* b) {
    return a->last_at != b->last_at ? a->last_at > b->last_at : a->id < b->id;
  });
  if (chats.empty()) parts_.output.show("No conversations yet: /open NAME begins one.");
  const Names names(profile());
  for (const Chat* chat : chats) {
    parts_.output.show(chat_text(names, *chat, chat->id == profile().open));
  }
  if (const auto waiting = count_waiting(profile()); waiting > 0) {
    parts_.output.show("… " + std::to_string(waiting) + " not sent yet");
  }
  co_return;
}

Awaitable<> Deeds::run(More) { co_await view_.more(); }

Awaitable<> Deeds::run(Quit) { co_return; }

}  // namespace parley::terminal
