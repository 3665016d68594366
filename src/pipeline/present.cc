#include "pipeline/present.h"

#include <utility>

#include "base/check.h"
#include "wire/items_frame.h"

namespace parley {
namespace {

template <class WireEvent>
WireEvent with_header(const Event& event) {
  WireEvent shown;
  shown.seq = event.seq;
  shown.ordinal = event.ordinal;
  shown.sender = event.sender;
  shown.sent_at = event.sent_at;
  shown.client_message_id = event.client_message_id;
  return shown;
}

template <class WireEvent>
void set_length(WireEvent& shown, const Text& text) {
  if (!text.is_truncated()) return;
  shown.length = text.length;
  shown.truncated = true;
}

wire::MessageEvent message_of(const Event& event, const Message& message) {
  auto shown = with_header<wire::MessageEvent>(event);
  shown.text = message.text.text;
  shown.reply_to = message.reply_to;
  shown.mentions = message.mentions;
  set_length(shown, message.text);
  return shown;
}

struct PresentEvent {
  const Event& event;

  wire::Event operator()(const Message& message) const { return message_of(event, message); }
  wire::Event operator()(const Edit& edit) const {
    auto shown = with_header<wire::EditEvent>(event);
    shown.target = edit.target;
    if (edit.text.text.empty()) return shown;  // Its message was deleted since.
    shown.text = edit.text.text;
    shown.mentions = edit.mentions;
    set_length(shown, edit.text);
    return shown;
  }
  wire::Event operator()(const Deletion& deletion) const {
    auto shown = with_header<wire::DeleteEvent>(event);
    shown.target = deletion.target;
    return shown;
  }
  wire::Event operator()(const Reaction& reaction) const {
    auto shown = with_header<wire::ReactionEvent>(event);
    shown.target = reaction.target;
    shown.emoji = reaction.emoji;
    shown.on = reaction.on;
    return shown;
  }
  wire::Event operator()(const Created& created) const {
    auto shown = with_header<wire::CreatedEvent>(event);
    shown.title = created.title;
    shown.members = created.members;
    return shown;
  }
  wire::Event operator()(const MembersChanged& change) const {
    auto shown = with_header<wire::MembersEvent>(event);
    shown.added = change.added;
    shown.removed = change.removed;
    for (const auto& [user, role] : change.roles) shown.roles[user] = present(role);
    return shown;
  }
  wire::Event operator()(const SettingsChanged& change) const {
    auto shown = with_header<wire::SettingsEvent>(event);
    shown.title = change.title;
    if (change.history) shown.history = present(*change.history);
    return shown;
  }
};

std::optional<wire::Notify> present(const std::optional<Notify>& notify) {
  if (!notify) return std::nullopt;
  switch (*notify) {
    case Notify::All: return wire::Notify::All;
    case Notify::Mentions: return wire::Notify::Mentions;
    case Notify::None: return wire::Notify::None;
  }
  std::unreachable();
}

// Preferences stand in the list as an object and in the inbox as an event; the fields are the same.
template <class WirePreferences>
WirePreferences preferences_as(const Preferences& preferences) {
  WirePreferences shown;
  shown.version = preferences.version;
  shown.notify = present(preferences.notify);
  shown.muted_until = preferences.muted_until;
  shown.pinned = preferences.pinned;
  shown.archived = preferences.archived;
  shown.cleared_through = preferences.cleared_through;
  shown.marked_unread = preferences.marked_unread;
  return shown;
}

struct PresentItem {
  wire::Event operator()(const EventItem&) const {
    PARLEY_CHECK(false);  // It holds no value to be shown.
    std::unreachable();
  }
  wire::Event operator()(const ReadItem& read) const {
    return wire::ReadEvent{.through = read.through, .unread = read.unread};
  }
  wire::Event operator()(const PreferencesItem& item) const {
    return preferences_as<wire::PreferencesEvent>(item.preferences);
  }
  wire::Event operator()(const RejectedItem& item) const {
    return wire::RejectedEvent{.client_message_id = item.client_message_id, .code = item.code};
  }
  wire::Event operator()(const InvitationItem& item) const {
    return wire::InvitationEvent{.by = item.by, .title = item.title};
  }
  wire::Event operator()(const ContactItem& item) const {
    return wire::ContactsEvent{.user = item.contact.user,
                               .state = present(item.contact.state),
                               .version = item.contact.version};
  }
  wire::Event operator()(const DevicesItem&) const { return wire::DevicesEvent{}; }
};

}  // namespace

wire::Event present(const Event& event) { return std::visit(PresentEvent{event}, event.body); }

wire::MessageEvent present(const Event& event, const FoldedMessage& folded) {
  wire::MessageEvent shown = message_of(event, folded.message);
  shown.edited_at = folded.edited_at;
  shown.deleted = folded.is_deleted;
  shown.revision = folded.revision;
  for (const auto& [emoji, users] : folded.reactions) shown.reactions.push_back({emoji, users});
  return shown;
}

wire::Event present(const ItemBody& body) { return std::visit(PresentItem{}, body); }

wire::Preferences present(const Preferences& preferences) {
  return preferences_as<wire::Preferences>(preferences);
}

std::optional<wire::ContactState> present(ContactState state) {
  switch (state) {
    case ContactState::None: return std::nullopt;
    case ContactState::Outgoing: return wire::ContactState::Outgoing;
    case ContactState::Incoming: return wire::ContactState::Incoming;
    case ContactState::Accepted: return wire::ContactState::Accepted;
  }
  std::unreachable();
}

wire::Role present(Role role) {
  switch (role) {
    case Role::Member: return wire::Role::Member;
    case Role::Admin: return wire::Role::Admin;
    case Role::Owner: return wire::Role::Owner;
  }
  std::unreachable();
}

wire::HistoryRule present(HistoryRule rule) {
  return rule == HistoryRule::All ? wire::HistoryRule::All : wire::HistoryRule::FromJoin;
}

std::string item_json(ConversationId conversation, const Event& event) {
  return item_json(conversation, present(event));
}

std::string item_json(const Item& item) { return item_json(item.conversation, present(item.body)); }

std::string item_json(ConversationId conversation, const wire::Event& event) {
  constexpr std::size_t kUsualBytes = 400;
  std::string json;
  json.reserve(kUsualBytes);
  const bool has_conversation = conversation != ConversationId{};
  wire::append_item_tail(json, has_conversation ? std::optional(conversation) : std::nullopt,
                         event);
  return json;
}

wire::Outcome present(const Outcome& outcome, bool is_duplicate) {
  wire::Outcome shown;
  shown.duplicate = is_duplicate;
  if (outcome.kind == Outcome::Kind::Rejected) {
    shown.code = outcome.code;
    return shown;
  }
  shown.seq = outcome.seq;
  shown.unchanged = outcome.kind != Outcome::Kind::Event;
  return shown;
}

}  // namespace parley
