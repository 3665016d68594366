#include "test/simulation/client.h"

#include <algorithm>

#include "pipeline/present.h"
#include "test/simulation/violation.h"

namespace parley::simulation {
namespace {

Witness::Name name_of(const Command& command) {
  return {command.conversation, command.sender, command.client_message_id};
}

// A text as it travels: a long one as its beginning.
std::string as_sent(const std::string& text) {
  return text.size() > 16 * 1024 ? text.substr(0, 4'000) : text;
}

Shown shown_of(const wire::MessageEvent& message) {
  Shown shown{.text = message.text,
              .mentions = message.mentions,
              .is_deleted = message.deleted,
              .reactions = {},
              .revision = message.revision};
  for (const auto& reaction : message.reactions) {
    shown.reactions.emplace_back(reaction.emoji, reaction.users);
  }
  return shown;
}

void react(Shown& shown, const wire::ReactionEvent& event) {
  auto kind =
      std::ranges::find(shown.reactions, event.emoji, [](const auto& r) { return r.first; });
  if (event.on) {
    if (kind == shown.reactions.end()) kind = shown.reactions.insert(kind, {event.emoji, {}});
    kind->second.push_back(event.sender);
  } else if (kind != shown.reactions.end()) {
    std::erase(kind->second, event.sender);
    if (kind->second.empty()) shown.reactions.erase(kind);
  }
}

}  // namespace

const Command* Client::next_to_send() {
  return sent_ < unaccepted_.size() ? &unaccepted_[sent_++] : nullptr;
}

void Client::take(const ServerFrame& frame) {
  if (const auto* welcome = std::get_if<WelcomeFrame>(&frame)) {
    if (!cursor_) cursor_ = welcome->head;
  } else if (const auto* resync = std::get_if<ResyncFrame>(&frame)) {
    expect(resync->reason == wire::ResyncReason::Old, "the inbox of {} went back", to_text(user_));
    expect(held() < witness_.floor(user_), "a cursor above the floor was refused");
    cursor_ = resync->head;
    ++resyncs_;
    messages_.clear();
  } else if (const auto* items = std::get_if<ItemsFrame>(&frame)) {
    const auto read = reader_.read<wire::Items>(items->json, wire::Tail::Bare);
    expect(read.has_value(), "a frame of items cannot be read");
    expect(read->incarnation == cursor_->incarnation, "another incarnation");
    for (const wire::Item& item : read->items) take_item(item);
  } else {
    take_answer(std::get<AnswerFrame>(frame));
  }
}

void Client::take_answer(const AnswerFrame& frame) {
  const auto known = std::ranges::find(unaccepted_, frame.name, name_of);
  if (known == unaccepted_.end()) return;  // Of a resend.
  const bool may_try_again = !frame.answer &&
                             frame.answer.error().code != Errc::ClientMessageIdAhead &&
                             frame.answer.error().code != Errc::ClientMessageIdExpired;
  if (may_try_again) {
    sent_ = 0;
    return;
  }
  if (frame.answer && frame.answer->outcome.kind == Outcome::Kind::Event) {
    Seq& newest = newest_own_[known->conversation];
    const Seq seq = frame.answer->outcome.seq;
    expect(seq > newest || frame.answer->is_duplicate, "{} was said after {} and stands before it",
           to_number(seq), to_number(newest));
    newest = std::max(newest, seq);
  }
  const auto index = static_cast<std::size_t>(known - unaccepted_.begin());
  if (index < sent_) --sent_;
  answered_.push_back(std::move(*known));
  unaccepted_.erase(known);
}

void Client::take_item(const wire::Item& item) {
  const InboxSeq due = next(held());
  expect(item.inbox_seq == due, "{} of {} was handed out where {} was due",
         to_number(item.inbox_seq), to_text(user_), to_number(due));
  check_item(item);
  if (item.conversation) apply(*item.conversation, item.event);
  cursor_->inbox_seq = due;
}

// The item at a number is the one that the witness has there, and shows what is the reader's.
void Client::check_item(const wire::Item& item) const {
  const auto& inbox = witness_.inbox(user_);
  const std::uint64_t number = to_number(item.inbox_seq);
  expect(number <= inbox.size(), "{} has an item {} of which the log knows nothing", to_text(user_),
         number);
  const Item& due = inbox[number - 1].item;
  const auto* pointer = std::get_if<EventItem>(&due.body);
  if (!pointer) {
    expect(item.event == present(due.body), "item {} of {} changed its meaning", number,
           to_text(user_));
    return;
  }
  expect(item.conversation == due.conversation, "item {} of {} is of another conversation", number,
         to_text(user_));
  const auto& conversation = *witness_.conversation(due.conversation);
  expect(conversation.stretch(user_, pointer->seq) != nullptr, "{} reads {} of {} from outside",
         to_text(user_), to_number(pointer->seq), to_text(due.conversation));
  Event event = as_stored(*conversation.event(pointer->seq));
  if (auto* edit = std::get_if<Edit>(&event.body)) {
    const auto* got = std::get_if<wire::EditEvent>(&item.event);
    if (got && !got->text && conversation.deletions.contains(edit->target)) {
      edit->text = {};
      edit->mentions = {};
    }
  }
  if (!event.is_message()) {
    expect(item.event == present(event), "item {} of {} changed its meaning", number,
           to_text(user_));
    return;
  }
  const auto* message = std::get_if<wire::MessageEvent>(&item.event);
  const auto said = std::get<wire::MessageEvent>(present(event));
  expect(message && message->seq == said.seq && message->ordinal == said.ordinal &&
             message->sender == said.sender && message->sent_at == said.sent_at &&
             message->client_message_id == said.client_message_id &&
             message->reply_to == said.reply_to,
         "item {} of {} changed its meaning", number, to_text(user_));
}

void Client::apply(ConversationId conversation, const wire::Event& event) {
  Held* held = nullptr;
  Seq target{};
  if (const auto* message = std::get_if<wire::MessageEvent>(&event)) {
    return apply_message(conversation, *message);
  }
  if (const auto* members = std::get_if<wire::MembersEvent>(&event)) {
    // What was done while one was away is asked for anew.
    if (std::ranges::find(members->added, user_) == members->added.end()) return;
    std::erase_if(messages_, [&](const auto& entry) { return entry.first.first == conversation; });
  } else if (const auto* edit = std::get_if<wire::EditEvent>(&event)) {
    held = to_annotate(conversation, target = edit->target, edit->seq);
    if (held) {
      held->shown.text = edit->text.value_or("");
      held->shown.mentions = edit->mentions;
      held->has_lost_text = !edit->text;
    }
  } else if (const auto* deletion = std::get_if<wire::DeleteEvent>(&event)) {
    held = to_annotate(conversation, target = deletion->target, deletion->seq);
    if (held) {
      const Seq revision = held->shown.revision;
      held->shown = {};
      held->shown.is_deleted = true;
      held->shown.revision = revision;
      held->has_lost_text = false;
    }
  } else if (const auto* reaction = std::get_if<wire::ReactionEvent>(&event)) {
    held = to_annotate(conversation, target = reaction->target, reaction->seq);
    if (held) react(held->shown, *reaction);
  }
  if (held) check_shown({conversation, target}, *held);
}

void Client::apply_message(ConversationId conversation, const wire::MessageEvent& message) {
  const Place place{conversation, message.seq};
  Held& held = messages_[place];
  held = {shown_of(message)};
  check_shown(place, held);
}

// The message that an annotation is to be applied to; null if it is not held or newer already.
Client::Held* Client::to_annotate(ConversationId conversation, Seq target, Seq seq) {
  const auto found = messages_.find({conversation, target});
  if (found == messages_.end()) return nullptr;
  Held& held = found->second;
  if (seq <= held.shown.revision && !ignores_revision_) return nullptr;
  held.shown.revision = std::max(held.shown.revision, seq);
  return &held;
}

// What a client shows is at every moment the message as it was at the revision that it shows.
void Client::check_shown(const Place& place, const Held& held) const {
  const auto& conversation = *witness_.conversation(place.first);
  const Stretch* stretch = conversation.stretch(user_, place.second);
  expect(stretch != nullptr, "{} shows {} of {} from outside", to_text(user_),
         to_number(place.second), to_text(place.first));
  Shown due = conversation.fold(place.second, stretch->to, to_number(held.shown.revision));
  due.text = as_sent(due.text);
  expect(held.shown.is_deleted == due.is_deleted, "{} shows {} of {} {}", to_text(user_),
         to_number(place.second), to_text(place.first),
         due.is_deleted ? "although it was deleted" : "as deleted");
  if (!held.has_lost_text) {
    expect(held.shown.text == due.text && held.shown.mentions == due.mentions,
           "{} shows a text of {} in {} that is not that of revision {}", to_text(user_),
           to_number(place.second), to_text(place.first), to_number(held.shown.revision));
  }
  // Who was away does not see which reactions were taken away meanwhile.
  if (conversation.ever_left.contains(user_)) return;
  expect(held.shown.reactions == due.reactions,
         "{} shows reactions to {} in {} that are not those of revision {}", to_text(user_),
         to_number(place.second), to_text(place.first), to_number(held.shown.revision));
}

void Client::check_at_rest() const {
  expect(unaccepted_.empty(), "{} has submissions that nobody accepts", to_text(user_));
  expect(to_number(held()) == witness_.inbox(user_).size(),
         "{} was left alone to sync, and holds {} of {} items", to_text(user_), to_number(held()),
         witness_.inbox(user_).size());
  for (const auto& [place, held] : messages_) {
    check_shown(place, held);
    const auto& conversation = *witness_.conversation(place.first);
    const Seq newest = conversation.fold(place.second).revision;
    expect(held.shown.revision == newest || conversation.ever_left.contains(user_),
           "{} shows {} of {} as of {} and it stands at {}", to_text(user_),
           to_number(place.second), to_text(place.first), to_number(held.shown.revision),
           to_number(newest));
  }
}

}  // namespace parley::simulation
