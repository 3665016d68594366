#include "search/texts.h"

#include <map>

#include "base/try.h"

namespace parley {
namespace {

// The message whose text `event` is, replaces or removes.
std::optional<Seq> message_of(const Event& event) {
  if (event.is_message()) return event.seq;
  if (const auto* edit = std::get_if<Edit>(&event.body)) return edit->target;
  if (const auto* deletion = std::get_if<Deletion>(&event.body)) return deletion->target;
  return std::nullopt;
}

// The whole of a text, which the row of `holder` may hold cut.
Result<std::string> whole_text(const ChatReader& reader, ConversationId conversation, Seq holder,
                               const Text& text) {
  if (!text.is_truncated()) return text.text;
  auto whole = reader.body(conversation, holder);
  if (whole || whole.error().code != Errc::NotFound) return whole;
  return std::string{};  // Deleted a moment ago.
}

// Nothing if the message of `event` was deleted.
Result<std::optional<IndexedMessage>> read_message(const ChatReader& reader,
                                                   ConversationId conversation,
                                                   const Event& event) {
  const Seq seq = event.seq;
  PARLEY_LET(const Annotation annotation, reader.annotation(conversation, seq));
  if (annotation.deleted) return std::nullopt;
  const auto& message = std::get<Message>(event.body);
  IndexedMessage indexed{seq, event.sent_at, {}, message.mentions};
  Seq holder = seq;
  Text text = message.text;
  for (const Annotation::EditMark& mark : annotation.edits) {
    holder = mark.seq;
    PARLEY_LET(const auto edit_event, reader.event(conversation, holder));
    const auto* edit = edit_event ? std::get_if<Edit>(&edit_event->body) : nullptr;
    if (!edit) return fail(Errc::StoreFailed, "an edit without its event");
    text = edit->text;
    indexed.mentions.insert(indexed.mentions.end(), edit->mentions.begin(), edit->mentions.end());
  }
  PARLEY_LET(const std::string whole, whole_text(reader, conversation, holder, text));
  indexed.tokens = tokens_of(whole);
  return indexed;
}

}  // namespace

Result<std::optional<ConversationChange>> read_change(const ChatReader& reader, ConversationId id,
                                                      Seq after, std::size_t events_max) {
  PARLEY_LET(const auto events,
             reader.events(id, next(after), kOpenEnd, Order::Ascending, events_max));
  if (events.empty()) return std::nullopt;
  ConversationChange change{id, after, events.back().seq, {}, {}};
  std::map<Seq, const Event*> messages;  // Null where it lies before these events.
  for (const Event& event : events) {
    const auto message = message_of(event);
    if (message) messages.try_emplace(*message, event.is_message() ? &event : nullptr);
  }
  for (const auto& [seq, at_hand] : messages) {
    std::optional<Event> read;
    if (!at_hand) {
      PARLEY_LET(read, reader.event(id, seq));
      if (!read || !read->is_message()) return fail(Errc::StoreFailed, "no message where one was");
    }
    PARLEY_LET(auto message, read_message(reader, id, at_hand ? *at_hand : *read));
    if (message) {
      change.put.push_back(*std::move(message));
    } else {
      change.removed.push_back(seq);
    }
  }
  return change;
}

}  // namespace parley
