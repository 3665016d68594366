#include "test/simulation/audit.h"

#include <algorithm>

#include "pipeline/present.h"
#include "test/simulation/violation.h"

namespace parley::simulation {
namespace {

template <class T>
T value_of(Result<T> result) {
  expect(result.has_value(), "the store cannot be read: {}", result ? "" : result.error().detail);
  return std::move(*result);
}

bool is_listed(const Event& event) {
  return !std::holds_alternative<Edit>(event.body) &&
         !std::holds_alternative<Deletion>(event.body) &&
         !std::holds_alternative<Reaction>(event.body);
}

Seq seq_of(const wire::Event& event) {
  return std::visit(
      [](const auto& kind) {
        if constexpr (requires { kind.ordinal; }) return kind.seq;
        return Seq{};
      },
      event);
}

}  // namespace

void Audit::conversations() const {
  for (const auto& [id, due] : witness_.conversations()) conversation(id, due);
}

void Audit::conversation(ConversationId id, const WitnessedConversation& due) const {
  const Conversation state = value_of(reader_.conversation(id));
  expect(to_number(state.head) == due.events.size(), "{}: the head is {} and should be {}",
         to_text(id), to_number(state.head), due.events.size());
  if (due.events.empty()) return;
  expect(
      state.ordinal == due.events.back().ordinal && state.last_sent_at == due.events.back().sent_at,
      "{}: ordinal or time of the newest event are not those of the state", to_text(id));
  rows(id, due);
  if (id.is_group()) people(id, due);
}

void Audit::rows(ConversationId id, const WitnessedConversation& due) const {
  const auto events = value_of(reader_.events(id, Seq{1}, Seq{due.events.size() + 9},
                                              Order::Ascending, due.events.size() + 9));
  expect(events.size() == due.events.size(), "{}: {} events where {} should be", to_text(id),
         events.size(), due.events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    Event said = as_stored(due.events[i]);
    auto* edit = std::get_if<Edit>(&said.body);
    auto* message = std::get_if<Message>(&said.body);
    if (due.deletions.contains(edit ? edit->target : said.seq)) {
      (edit ? edit->text : message->text) = {};
      (edit ? edit->mentions : message->mentions).clear();
    }
    expect(events[i] == said, "{}: event {} changed its meaning", to_text(id), i + 1);
  }
  for (const Family family : {Family::Event, Family::Body}) {
    const auto page = value_of(store_.scan({.family = family, .partition = partition_of(id)}));
    for (const Row& row : page.rows) witness_.check_gone(row.value, "a row");
  }
}

void Audit::people(ConversationId id, const WitnessedConversation& due) const {
  const Conversation state = value_of(reader_.conversation(id));
  std::size_t owners = 0;
  for (const auto& [user, participant] : state.participants) {
    expect(participant.is_member == due.members.contains(user), "{}: {} is or is not a member",
           to_text(id), to_text(user));
    if (participant.is_member && participant.role == Role::Owner) ++owners;
    const auto role = due.roles.find(user);
    expect(participant.role == (role == due.roles.end() ? Role::Member : role->second),
           "{}: {} has another role", to_text(id), to_text(user));
    const auto& stretches = due.stretches.at(user);
    bool are_same = stretches.size() == participant.intervals.size();
    for (std::size_t i = 0; are_same && i < stretches.size(); ++i) {
      const Interval& interval = participant.intervals[i];
      are_same =
          to_number(interval.from) == stretches[i].from &&
          (interval.is_open() ? stretches[i].is_open() : to_number(interval.to) == stretches[i].to);
    }
    expect(are_same, "{}: {} may read other stretches than they should", to_text(id),
           to_text(user));
  }
  expect(state.participants.size() == due.stretches.size(), "{}: others take part", to_text(id));
  expect(owners == (due.members.empty() ? 0 : 1), "{}: {} owners", to_text(id), owners);
}

void Audit::inbox(UserId user) const {
  const auto& due = witness_.inbox(user);
  const InboxHead head = value_of(reader_.inbox_head(user));
  expect(to_number(head.head) == due.size(), "{}: the inbox ends at {} and should at {}",
         to_text(user), to_number(head.head), due.size());
  const InboxSeq floor = witness_.floor(user);
  expect(head.floor == floor, "{}: the floor is {} and should be {}", to_text(user),
         to_number(head.floor), to_number(floor));
  const auto items = value_of(reader_.items(user, next(floor), due.size() + 9));
  expect(items.size() == due.size() - to_number(floor), "{}: {} items above {} of {}",
         to_text(user), items.size(), to_number(floor), due.size());
  for (const Item& item : items) {
    expect(item == due[to_number(item.inbox_seq) - 1].item, "{}: item {} changed its meaning",
           to_text(user), to_number(item.inbox_seq));
  }
  for (const auto& [device, cursor] : value_of(reader_.device_cursors(user))) {
    expect(to_number(cursor.acked) <= due.size(), "a device of {} holds {} of {} items",
           to_text(user), to_number(cursor.acked), due.size());
  }
  std::set<ConversationId> conversations;
  for (const WitnessedItem& item : due) conversations.insert(item.item.conversation);
  conversations.erase(ConversationId{});
  for (const ConversationId id : conversations) row(user, id);
}

void Audit::row(UserId user, ConversationId id) const {
  const InboxConversation row = value_of(reader_.inbox_conversation(user, id));
  const Recount due = witness_.recount(user, id);
  expect(row.unread() == due.unread, "{} in {}: {} unread, and a recount gives {}", to_text(user),
         to_text(id), row.unread(), due.unread);
  expect(row.read == due.read && row.last_seq == due.last_seq,
         "{} in {}: read through {} of {}, and a recount gives {} of {}", to_text(user),
         to_text(id), to_number(row.read), to_number(row.last_seq), to_number(due.read),
         to_number(due.last_seq));
  expect(row.mentions == due.mentions, "{} in {}: {} unread mentions, and a recount gives {}",
         to_text(user), to_text(id), row.mentions.size(), due.mentions.size());
  expect(row.preferences == due.preferences, "{} in {}: other preferences", to_text(user),
         to_text(id));
  const auto shown = ConversationsView(reader_).one(user, id);
  const auto* conversation = witness_.conversation(id);
  const bool takes_part =
      conversation ? conversation->stretches.contains(user) : id.is_between(user);
  expect(shown.has_value() == takes_part, "{} sees {} in the list, or does not", to_text(user),
         to_text(id));
  if (!shown) return;
  expect(shown->unread == due.unread, "{} in {}: the list counts {}", to_text(user), to_text(id),
         shown->unread);
  if (shown->last_message) this->shown(user, id, *shown->last_message, false);
}

void Audit::history(UserId user, ConversationId id, std::size_t limit) const {
  const auto* due = witness_.conversation(id);
  const HistoryView view(reader_);
  const bool takes_part = due ? due->stretches.contains(user) : id.is_between(user);
  HistoryQuery query{.before = {}, .after = {}, .around = {}, .limit = limit};
  std::vector<Seq> seqs;
  for (bool has_more = true; has_more;) {
    const auto page = view.page(user, id, query);
    expect(page.has_value() == takes_part, "{} reads the history of {} from outside, or cannot",
           to_text(user), to_text(id));
    if (!page) return;
    has_more = page->has_more;
    for (auto event = page->events.rbegin(); event != page->events.rend(); ++event) {
      shown(user, id, *event, false);
      seqs.push_back(seq_of(*event));
    }
    if (!page->events.empty()) query.before = seqs.back();
    expect(!has_more || !page->events.empty(), "a page of history leads nowhere");
  }
  std::ranges::reverse(seqs);
  std::vector<Seq> readable;
  const Seq cleared = witness_.recount(user, id).preferences.cleared_through.value_or(Seq{});
  for (const Event& event : due ? due->events : std::vector<Event>{}) {
    if (is_listed(event) && due->stretch(user, event.seq) && event.seq > cleared) {
      readable.push_back(event.seq);
    }
  }
  expect(seqs == readable, "{}: the history of {} lists {} events and should list {}", to_text(id),
         to_text(user), seqs.size(), readable.size());
}

void Audit::jump(UserId user, ConversationId id, Seq seq, std::size_t limit) const {
  const HistoryView view(reader_);
  const auto* due = witness_.conversation(id);
  const auto event = view.event(user, id, seq);
  const bool may_read = due && due->may_read(user, seq);
  expect(!may_read || event.has_value(), "{} cannot read {} of {}: {} {}", to_text(user),
         to_number(seq), to_text(id), event ? "" : to_text(event.error().code),
         event ? "" : event.error().detail);
  expect(may_read || !event, "{} reads {} of {} from outside", to_text(user), to_number(seq),
         to_text(id));
  if (event) shown(user, id, *event, true);
  for (const bool is_after : {true, false}) {
    HistoryQuery query{.before = {}, .after = {}, .around = {}, .limit = limit};
    (is_after ? query.after : query.around) = seq;
    const auto page = view.page(user, id, query);
    if (!page) continue;
    for (const wire::Event& listed : page->events) {
      expect(!is_after || seq_of(listed) > seq, "a page after {} begins before", to_number(seq));
      shown(user, id, listed, false);
    }
  }
}

// An event as it was shown to `user` must be readable, and what the witness has there.
void Audit::shown(UserId user, ConversationId id, const wire::Event& event, bool is_whole) const {
  std::string json;
  wire::append_json(json, event);
  witness_.check_gone(json, "what a reader sees");
  const auto& due = *witness_.conversation(id);
  const Seq seq = seq_of(event);
  const Stretch* stretch = due.stretch(user, seq);
  expect(stretch != nullptr, "{} sees {} of {} from outside", to_text(user), to_number(seq),
         to_text(id));
  const auto* message = std::get_if<wire::MessageEvent>(&event);
  if (!message) {
    Event said = is_whole ? *due.event(seq) : as_stored(*due.event(seq));
    auto* edit = std::get_if<Edit>(&said.body);
    if (edit && due.deletions.contains(edit->target))
      *edit = Edit{.target = edit->target, .text = {}, .mentions = {}};
    expect(event == present(said), "{}: {} sees another event {}", to_text(id), to_text(user),
           to_number(seq));
    return;
  }
  const Shown fold = due.fold(seq, stretch->to);
  const bool is_cut = !is_whole && fold.text.size() > 16 * 1024;
  Shown got{.text = message->text,
            .mentions = message->mentions,
            .is_deleted = message->deleted,
            .reactions = {},
            .revision = message->revision};
  for (const auto& reaction : message->reactions) {
    got.reactions.emplace_back(reaction.emoji, reaction.users);
  }
  if (is_cut) got.text = fold.text.starts_with(got.text) ? fold.text : "";
  expect(got == fold, "{}: {} sees {} otherwise than it was folded", to_text(id), to_text(user),
         to_number(seq));
}

}  // namespace parley::simulation
