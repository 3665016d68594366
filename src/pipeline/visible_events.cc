#include "pipeline/visible_events.h"

#include "base/try.h"
#include "conversations/fold.h"
#include "pipeline/present.h"

namespace parley {

Result<const Conversation*> VisibleEvents::conversation(ConversationId id) {
  auto known = conversations_.find(id);
  if (known == conversations_.end()) {
    PARLEY_LET(auto loaded, reader_.conversation(id));
    known = conversations_.emplace(id, std::move(loaded)).first;
  }
  if (!is_participant(known->second, user_)) return fail(Errc::NotFound);
  return &known->second;
}

Result<wire::Event> VisibleEvents::show(ConversationId conversation, const Event& event) {
  if (!event.is_message()) return present(event);
  PARLEY_LET(auto message, show_message(conversation, event));
  return message;
}

Result<wire::MessageEvent> VisibleEvents::show_message(ConversationId id, const Event& event) {
  PARLEY_LET(const Annotation annotation, reader_.annotation(id, event.seq));
  Interval interval{Seq{1}, kOpenEnd};  // Both sides of a direct conversation read all of it.
  if (id.is_group() && annotation != Annotation{}) {
    PARLEY_LET(const Conversation* group, conversation(id));
    interval = interval_holding(*group, user_, event.seq).value_or(Interval{event.seq, event.seq});
  }
  const auto mark = visible_edit(annotation, interval);
  const bool needs_edit = mark && !annotation.deleted;
  Edit edit;
  if (needs_edit) {
    PARLEY_LET(const auto row, reader_.event(id, mark->seq));
    if (!row) return fail(Errc::StoreFailed, "an edit without its event");
    edit = std::get<Edit>(row->body);
  }
  const auto& message = std::get<Message>(event.body);
  return present(event, fold(message, annotation, interval, needs_edit ? &edit : nullptr));
}

}  // namespace parley
