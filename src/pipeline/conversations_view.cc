#include "pipeline/conversations_view.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/try.h"
#include "pipeline/present.h"
#include "pipeline/visible_events.h"

namespace parley {
namespace {

// How far behind its newest item a device's mark in one conversation is looked for, in items;
// beyond it the read marker stands in.
constexpr std::size_t kReceivedLookMax = 256;
// How far behind their leaving the title of a group is looked for, in events.
constexpr std::size_t kTitleLookMax = 1'024;

// Where a conversation stands in the list.
struct Place {
  TimeMs at{};
  std::string id;  // As text: equal times go by it, descending.

  friend auto operator<=>(const Place&, const Place&) = default;
};

std::string mark_of(const Place& place) {
  return std::to_string(to_number(place.at)) + "." + place.id;
}

std::optional<Place> place_from(std::string_view mark) {
  const auto dot = mark.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  std::int64_t at = 0;
  const char* end = mark.data() + dot;
  const auto [stopped, error] = std::from_chars(mark.data(), end, at);
  const auto id = mark.substr(dot + 1);
  if (error != std::errc{} || stopped != end || !conversation_from(id)) return std::nullopt;
  return Place{TimeMs{at}, std::string(id)};
}

// The title that a group had at the event `at`; its first one where the change is too far back.
Result<std::string> title_at(const ChatReader& reader, const Conversation& group, Seq at) {
  if (group.settings_changed <= at) return group.title;
  PARLEY_LET(const auto events,
             reader.events(group.id, Seq{1}, at, Order::Descending, kTitleLookMax));
  for (const Event& event : events) {
    const auto* change = std::get_if<SettingsChanged>(&event.body);
    if (change && change->title) return *change->title;
  }
  PARLEY_LET(const auto first, reader.event(group.id, Seq{1}));
  const auto* created = first ? std::get_if<Created>(&first->body) : nullptr;
  return created ? created->title : std::string();
}

void show_members(const Conversation& group, wire::Conversation& shown) {
  shown.history = present(group.history);
  shown.members = members_of(group);
  for (const auto& [member, participant] : group.participants) {
    const bool is_named = participant.is_member && participant.role != Role::Member;
    if (is_named) shown.roles[member] = present(participant.role);
  }
}

}  // namespace

Result<ConversationsPage> ConversationsView::page(UserId user,
                                                  std::optional<std::string_view> before,
                                                  std::size_t limit) const {
  std::optional<Place> mark;
  if (before) {
    mark = place_from(*before);
    if (!mark) return fail(Errc::BadRequest, "before is no mark of a page");
  }
  PARLEY_LET(const auto rows, reader_.inbox_conversations(user));
  PARLEY_LET(const InboxSeq acked_through, acked(user));
  struct Entry {
    Place place;
    ConversationId id;
    const InboxConversation* row;
  };
  std::vector<Entry> entries;
  for (const auto& [id, row] : rows) {
    if (row.last_listed == Seq{}) continue;  // Only an invitation or a refusal so far.
    Entry entry{{row.last_listed_at, to_text(id)}, id, &row};
    if (!mark || entry.place < *mark) entries.push_back(std::move(entry));
  }
  const std::size_t shown = std::min(limit, entries.size());
  std::ranges::partial_sort(entries, entries.begin() + static_cast<std::ptrdiff_t>(shown),
                            std::greater{}, &Entry::place);
  ConversationsPage page;
  std::set<UserId> people;
  for (std::size_t i = 0; i < shown; ++i) {
    const Entry& entry = entries[i];
    PARLEY_LET(auto conversation, show(user, entry.id, *entry.row, acked_through));
    people.insert(conversation.members.begin(), conversation.members.end());
    if (conversation.last_message) people.insert(conversation.last_message->sender);
    page.conversations.push_back(std::move(conversation));
  }
  page.people.assign(people.begin(), people.end());
  if (shown < entries.size() && shown > 0) page.next = mark_of(entries[shown - 1].place);
  return page;
}

Result<wire::Conversation> ConversationsView::one(UserId user, ConversationId id) const {
  PARLEY_LET(const Conversation conversation, reader_.conversation(id));
  if (!is_participant(conversation, user)) return fail(Errc::NotFound);
  PARLEY_LET(const auto row, reader_.inbox_conversation(user, id));
  PARLEY_LET(const InboxSeq acked_through, acked(user));
  return show(user, id, row, acked_through);
}

Result<wire::Marker> ConversationsView::marker(UserId user, ConversationId id) const {
  PARLEY_LET(const auto row, reader_.inbox_conversation(user, id));
  PARLEY_LET(const InboxSeq acked_through, acked(user));
  PARLEY_LET(const Seq through, received(user, id, row, acked_through));
  return wire::Marker{.user = user, .received = through, .read = row.read};
}

Result<wire::Conversation> ConversationsView::show(UserId user, ConversationId id,
                                                   const InboxConversation& row,
                                                   InboxSeq acked_through) const {
  wire::Conversation shown;
  shown.conversation = id;
  shown.kind = id.is_group() ? wire::ConversationKind::Group : wire::ConversationKind::Direct;
  shown.unread = row.unread();
  shown.unread_mentions = row.mentions.size();
  shown.read = row.read;
  PARLEY_LET(shown.received, received(user, id, row, acked_through));
  shown.preferences = present(row.preferences);
  VisibleEvents events(reader_, user);
  if (!id.is_group()) {
    shown.members = {id.lower()};
    if (id.upper() != id.lower()) shown.members.push_back(id.upper());
  } else {
    PARLEY_LET(const Conversation* group, events.conversation(id));
    // Who is out learns nothing of what came after.
    const bool is_in = is_member(*group, user);
    PARLEY_LET(shown.title, title_at(reader_, *group, is_in ? group->head : row.left_at));
    if (is_in) show_members(*group, shown);
  }
  if (row.left_at != Seq{}) {
    PARLEY_LET(const auto left, reader_.event(id, row.left_at));
    if (left) shown.left_at = left->sent_at;
  }
  const Seq cleared = row.preferences.cleared_through.value_or(Seq{});
  if (row.last_message > cleared) {
    PARLEY_LET(const auto event, reader_.event(id, row.last_message));
    if (!event) return fail(Errc::StoreFailed, "a last message without its event");
    PARLEY_LET(shown.last_message, events.show_message(id, *event));
  }
  return shown;
}

Result<InboxSeq> ConversationsView::acked(UserId user) const {
  PARLEY_LET(const auto cursors, reader_.device_cursors(user));
  InboxSeq most{};
  for (const auto& [device, cursor] : cursors) most = std::max(most, cursor.acked);
  return most;
}

// `received` is derived from `ack`: the newest event of the conversation among the items that some
// device of the user holds. The first item above the mark tells, if it is not too far.
Result<Seq> ConversationsView::received(UserId user, ConversationId id,
                                        const InboxConversation& row,
                                        InboxSeq acked_through) const {
  if (acked_through >= row.last_inbox_seq) return row.last_seq;
  PARLEY_LET(const auto items, reader_.items(user, next(acked_through), kReceivedLookMax));
  for (const Item& item : items) {
    const auto* event = std::get_if<EventItem>(&item.body);
    if (!event || item.conversation != id) continue;
    return std::max(row.read, Seq{to_number(event->seq) - 1});
  }
  return row.read;
}

}  // namespace parley
