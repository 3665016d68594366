#include "pipeline/applier.h"

#include <algorithm>

#include "base/try.h"
#include "base/unicode.h"
#include "store/rows.h"

namespace parley {
namespace {

// A text above this many bytes lies in a body row, and its event shows the beginning.
constexpr std::size_t kInlineTextBytesMax = 16 * 1024;
constexpr std::size_t kPreviewCodePoints = 4'000;

Text* text_in(EventBody& body) {
  if (auto* message = std::get_if<Message>(&body)) return &message->text;
  if (auto* edit = std::get_if<Edit>(&body)) return &edit->text;
  return nullptr;
}

// Moves a long text of `event` out, leaving its beginning; nothing if it is short.
std::optional<std::string> cut_long_text(Event& event) {
  Text* text = text_in(event.body);
  if (!text || text->text.size() <= kInlineTextBytesMax) return std::nullopt;
  std::string whole = std::move(text->text);
  text->text = first_code_points(whole, kPreviewCodePoints);
  text->length = static_cast<std::uint32_t>(code_points(whole));
  return whole;
}

// The message that an edit, a deletion or a reaction is about.
Seq target_of(const Event& event) {
  if (const auto* edit = std::get_if<Edit>(&event.body)) return edit->target;
  if (const auto* deletion = std::get_if<Deletion>(&event.body)) return deletion->target;
  return std::get<Reaction>(event.body).target;
}

void forget_text(EventBody& body) {
  if (auto* message = std::get_if<Message>(&body)) {
    message->text = {};
    message->mentions.clear();
  } else if (auto* edit = std::get_if<Edit>(&body)) {
    edit->text = {};
    edit->mentions.clear();
  }
}

}  // namespace

struct Applier::Step {
  Position position;
  TimeMs at;
  WriteBatch batch;
  Applied applied{Answer{}, std::nullopt, {}};

  Cause cause() const { return {position, at}; }
};

Applier::Applier(ChatStore& store) : store_(store), reader_(store) {}

Result<Applied> Applier::apply(Position position, TimeMs at, const LoggedCommand& command) {
  Step step{position, at, {}};
  step.batch.set_position(position);
  const auto* submission = std::get_if<Command>(&command);
  auto applied = submission ? apply_submission(step, *submission)
                            : apply_own(step, std::get<InboxCommand>(command));
  if (!applied && submission) {
    // The decoded state may be ahead of the rows now.
    const auto cached = groups_by_id_.find(submission->conversation);
    if (cached != groups_by_id_.end()) {
      groups_.erase(cached->second);
      groups_by_id_.erase(cached);
    }
  }
  return applied;
}

Result<Applied> Applier::apply_submission(Step& step, const Command& command) {
  PARLEY_LET(Conversation * conversation, load(command.conversation));
  if (step.position <= conversation->applied) return std::move(step.applied);
  PARLEY_LET(const auto target, load_target(command));
  PARLEY_LET(const auto known, remembered(*conversation, command));
  if (known) {
    step.applied.answer = Answer{*known, true};
    PARLEY_TRY(store_.write(std::move(step.batch)));
    return std::move(step.applied);
  }

  const std::uint64_t roster_before = conversation->roster_version;
  const Decision decision = decide(*conversation, target, command, step.position, step.at);
  if (decision.refused) {
    step.applied.answer = fail(decision.outcome.code, "the time in the client_message_id");
  } else {
    step.applied.answer = Answer{decision.outcome, false};
    step.batch.put(outcome_key(command.conversation, command.sender, command.client_message_id),
                   encode_outcome(decision.outcome));
    note_newest_id(*conversation, command.sender, command.client_message_id);
  }
  if (decision.effects) PARLEY_TRY(write_event(step, *conversation, decision));
  if (decision.invited) {
    const InvitationItem invitation{command.sender, conversation->title};
    PARLEY_TRY(place_for(step, *decision.invited, command.conversation, [&](InboxRows& rows) {
      return place_invitation(rows, step.cause(), command.conversation, invitation);
    }));
  }
  if (!decision.refused && decision.outcome.kind == Outcome::Kind::Rejected) {
    const RejectedItem rejected{command.client_message_id, decision.outcome.code};
    PARLEY_TRY(place_for(step, command.sender, command.conversation, [&](InboxRows& rows) {
      return place_rejected(rows, step.cause(), command.conversation, rejected);
    }));
  }
  // A conversation that has no event has no row: only what was said makes it exist.
  if (conversation->head != Seq{}) {
    step.batch.put(conversation_key(conversation->id), encode_conversation(*conversation));
  }
  if (conversation->roster_version != roster_before) {
    step.batch.put(roster_key(conversation->id), encode_roster(*conversation));
  }
  PARLEY_TRY(store_.write(std::move(step.batch)));
  return std::move(step.applied);
}

// An id above the newest of its sender is new: most are.
Result<std::optional<Outcome>> Applier::remembered(Conversation& conversation,
                                                   const Command& command) {
  auto newest = newest_id_of(conversation, command.sender);
  if (!newest) {
    PARLEY_LET(const auto stored, reader_.newest_id(conversation.id, command.sender));
    newest = stored.value_or(ClientMessageId{});
    note_newest_id(conversation, command.sender, *newest);
  }
  if (command.client_message_id > *newest) return std::nullopt;
  return reader_.outcome(conversation.id, command.sender, command.client_message_id);
}

Result<> Applier::write_event(Step& step, Conversation& conversation, const Decision& decision) {
  const Effects& effects = *decision.effects;
  Event event = effects.event;
  if (const auto whole = cut_long_text(event)) {
    step.batch.put(body_key(conversation.id, event.seq), *whole);
  }
  step.batch.put(event_key(conversation.id, event.seq), encode_event(event));
  if (effects.annotation) {
    step.batch.put(annotation_key(conversation.id, target_of(event)),
                   encode_annotation(*effects.annotation));
  }
  PARLEY_TRY(empty_texts(step, conversation.id, effects.emptied));
  for (const UserId user : effects.recipients) {
    PARLEY_TRY(place_for(step, user, conversation.id, [&](InboxRows& rows) {
      return place(rows, step.cause(), user, conversation.id, event);
    }));
  }
  step.applied.event = std::move(event);
  return {};
}

Result<> Applier::empty_texts(Step& step, ConversationId conversation,
                              const std::vector<Seq>& emptied) {
  for (const Seq seq : emptied) {
    PARLEY_LET(auto event, reader_.event(conversation, seq));
    if (!event) continue;
    forget_text(event->body);
    step.batch.put(event_key(conversation, seq), encode_event(*event));
    step.batch.remove(body_key(conversation, seq));
  }
  return {};
}

// Loads the rows of `user`, lets `place` decide, and writes what changed.
template <class Place>
Result<> Applier::place_for(Step& step, UserId user, ConversationId conversation,
                            const Place& place) {
  InboxRows rows;
  PARLEY_LET(rows.head, reader_.inbox_head(user));
  PARLEY_LET(rows.conversation, reader_.inbox_conversation(user, conversation));
  const InboxSeq floor_before = rows.head.floor;
  std::optional<InboxDays> days;
  if (day_of(step.at) > rows.head.day) {
    PARLEY_LET(days, reader_.inbox_days(user));
    begin_day(rows.head, *days, step.at);
  }
  const auto item = place(rows);
  if (!item) return {};  // Then the day has not begun either.
  if (days) step.batch.put(inbox_days_key(user), encode_inbox_days(*days));
  if (rows.head.floor != floor_before) {
    step.batch.remove_range(inbox_item_key(user, next(floor_before)),
                            inbox_item_key(user, rows.head.floor).cluster);
  }
  step.batch.put(inbox_item_key(user, item->inbox_seq), encode_item(*item));
  step.batch.put(inbox_head_key(user), encode_inbox_head(rows.head));
  step.batch.put(inbox_conversation_key(user, conversation),
                 encode_inbox_conversation(rows.conversation));
  step.applied.items.emplace_back(user, *item);
  return {};
}

Result<Applied> Applier::apply_own(Step& step, const InboxCommand& command) {
  if (std::holds_alternative<EraseInbox>(command.body)) {
    PARLEY_TRY(erase_inbox(step, command.user));
  } else if (const auto* read = std::get_if<ReadThrough>(&command.body)) {
    PARLEY_LET(const auto row, reader_.inbox_conversation(command.user, command.conversation));
    const Seq through = clamped_read(row, read->through);
    PARLEY_LET(const auto event, reader_.event(command.conversation, through));
    const Ordinal ordinal = event ? event->ordinal : Ordinal{};
    PARLEY_TRY(place_for(step, command.user, command.conversation, [&](InboxRows& rows) {
      return place_read(rows, step.cause(), command.conversation, through, ordinal);
    }));
  } else if (const auto* change = std::get_if<PreferencesChange>(&command.body)) {
    PARLEY_TRY(place_for(step, command.user, command.conversation, [&](InboxRows& rows) {
      return place_preferences(rows, step.cause(), command.conversation, *change);
    }));
  } else {
    const ItemBody body = std::holds_alternative<DevicesItem>(command.body)
                              ? ItemBody(DevicesItem{})
                              : ItemBody(std::get<ContactItem>(command.body));
    PARLEY_TRY(place_for(step, command.user, {},
                         [&](InboxRows& rows) { return place_own(rows, step.cause(), body); }));
  }
  PARLEY_TRY(store_.write(std::move(step.batch)));
  return std::move(step.applied);
}

Result<> Applier::erase_inbox(Step& step, UserId user) {
  PARLEY_LET(const auto head, reader_.inbox_head(user));
  if (head.head > head.floor) {
    step.batch.remove_range(inbox_item_key(user, next(head.floor)),
                            inbox_item_key(user, head.head).cluster);
  }
  for (const Family family : {Family::InboxState, Family::Device}) {
    step.batch.remove_range({family, partition_of(user), {}}, ClusterKey::last());
  }
  return {};
}

Result<Conversation*> Applier::load(ConversationId id) {
  if (!id.is_group()) {
    PARLEY_LET(direct_, reader_.conversation(id));
    return &direct_;
  }
  const auto known = groups_by_id_.find(id);
  if (known != groups_by_id_.end()) {
    groups_.splice(groups_.begin(), groups_, known->second);
    return &groups_.front();
  }
  PARLEY_LET(auto conversation, reader_.conversation(id));
  groups_.push_front(std::move(conversation));
  groups_by_id_[id] = groups_.begin();
  if (groups_.size() > kGroupsMax) {
    groups_by_id_.erase(groups_.back().id);
    groups_.pop_back();
  }
  return &groups_.front();
}

Result<std::optional<Target>> Applier::load_target(const Command& command) {
  const auto seq = target_of(command);
  if (!seq) return std::nullopt;
  PARLEY_LET(const auto event, reader_.event(command.conversation, *seq));
  if (!event) return std::nullopt;
  Target target{*seq, event->is_message(), event->sender, {}};
  if (target.is_message) {
    PARLEY_LET(target.annotation, reader_.annotation(command.conversation, *seq));
  }
  return target;
}

Result<InboxSeq> Applier::note_device(UserId user, DeviceId device, InboxSeq acked, TimeMs seen) {
  PARLEY_LET(const auto before, reader_.device_cursor(user, device));
  DeviceCursor cursor = before.value_or(DeviceCursor{});
  const InboxSeq acked_before = cursor.acked;
  cursor.acked = std::max(cursor.acked, acked);
  cursor.seen = std::max(cursor.seen, seen);
  if (before == cursor) return acked_before;
  WriteBatch batch;
  batch.put(device_key(user, device), encode_device_cursor(cursor));
  PARLEY_TRY(store_.write(std::move(batch)));
  return acked_before;
}

Result<> Applier::note_last_seen(UserId user, const LastSeen& seen) {
  WriteBatch batch;
  batch.put(last_seen_key(user), encode_last_seen(seen));
  return store_.write(std::move(batch));
}

}  // namespace parley
