// What the witness derives from what it has taken in: places, folds and counts.
#include <algorithm>
#include <charconv>

#include "test/simulation/violation.h"
#include "test/simulation/witness.h"

namespace parley::simulation {
namespace {

using Reactions = std::vector<std::pair<std::string, std::vector<std::pair<UserId, Seq>>>>;

void react(Reactions& reactions, const Event& event, const Reaction& reaction) {
  auto kind = std::ranges::find(reactions, reaction.emoji, &Reactions::value_type::first);
  if (reaction.on) {
    if (kind == reactions.end()) kind = reactions.insert(kind, {reaction.emoji, {}});
    kind->second.emplace_back(event.sender, event.seq);
    return;
  }
  if (kind == reactions.end()) return;
  std::erase_if(kind->second, [&](const auto& use) { return use.first == event.sender; });
  if (kind->second.empty()) reactions.erase(kind);
}

bool names(const std::vector<UserId>& mentions, UserId user) {
  return std::ranges::find(mentions, user) != mentions.end();
}

// Every value that is wanted replaces the one that is there; but what was cleared stays cleared,
// and what has not come cannot be.
void change(Preferences& preferences, const PreferencesChange& wanted, Seq last_seq) {
  if (wanted.notify) preferences.notify = *wanted.notify;
  if (wanted.muted_until) preferences.muted_until = *wanted.muted_until;
  if (wanted.pinned) preferences.pinned = *wanted.pinned;
  if (wanted.archived) preferences.archived = *wanted.archived;
  if (wanted.cleared_through && *wanted.cleared_through) {
    const Seq through = std::min(**wanted.cleared_through, last_seq);
    if (through > preferences.cleared_through.value_or(Seq{}))
      preferences.cleared_through = through;
  }
  if (wanted.marked_unread) preferences.marked_unread = *wanted.marked_unread;
}

}  // namespace

const Event* WitnessedConversation::event(Seq seq) const {
  const bool exists = to_number(seq) >= 1 && to_number(seq) <= events.size();
  return exists ? &events[to_number(seq) - 1] : nullptr;
}

bool WitnessedConversation::is_message(Seq seq) const {
  const Event* found = event(seq);
  return found && found->is_message();
}

const Stretch* WitnessedConversation::stretch(UserId user, Seq seq) const {
  const auto found = stretches.find(user);
  if (found == stretches.end()) return nullptr;
  for (const Stretch& stretch : found->second) {
    if (stretch.holds(seq)) return &stretch;
  }
  return nullptr;
}

bool WitnessedConversation::may_read(UserId user, Seq seq) const {
  const Event* found = event(seq);
  if (!found || !stretch(user, seq)) return false;
  const auto* edit = std::get_if<Edit>(&found->body);
  const auto* reaction = std::get_if<Reaction>(&found->body);
  const auto* deletion = std::get_if<Deletion>(&found->body);
  if (deletion) return stretch(user, deletion->target) != nullptr;
  if (!edit && !reaction) return true;
  return stretch(user, edit ? edit->target : reaction->target) == stretch(user, seq);
}

Shown WitnessedConversation::fold(Seq seq, std::uint64_t to, std::uint64_t through) const {
  const auto& message = std::get<Message>(event(seq)->body);
  Shown shown{.text = message.text.text, .mentions = message.mentions, .reactions = {}};
  Reactions reactions;
  Seq newest{};
  const auto found = annotations.find(seq);
  for (const Seq by : found == annotations.end() ? std::vector<Seq>{} : found->second) {
    if (to_number(by) > through) break;
    newest = by;
    const Event& annotation = *event(by);
    if (std::holds_alternative<Deletion>(annotation.body)) {
      return {.text = {}, .mentions = {}, .is_deleted = true, .reactions = {}, .revision = by};
    }
    if (const auto* reaction = std::get_if<Reaction>(&annotation.body)) {
      if (to_number(by) <= to) react(reactions, annotation, *reaction);
    } else if (to_number(by) <= to) {
      const auto& edit = std::get<Edit>(annotation.body);
      shown.text = edit.text.text;
      shown.mentions = edit.mentions;
      shown.revision = by;
    }
  }
  // Who has left sees kinds in the order of the earliest use that stood at the end of their stay.
  if (to != UINT64_MAX) {
    std::ranges::sort(reactions, {}, [](const auto& kind) { return kind.second[0].second; });
  }
  for (const auto& [emoji, uses] : reactions) {
    std::vector<UserId> users;
    for (const auto& [user, set_by] : uses) {
      users.push_back(user);
      shown.revision = std::max(shown.revision, set_by);
    }
    shown.reactions.emplace_back(emoji, std::move(users));
  }
  if (to_number(newest) <= to) shown.revision = newest;
  return shown;
}

const WitnessedConversation* Witness::conversation(ConversationId id) const {
  const auto found = conversations_.find(id);
  return found == conversations_.end() ? nullptr : &found->second;
}

const std::vector<WitnessedItem>& Witness::inbox(UserId user) const {
  static const std::vector<WitnessedItem> kEmpty;
  const auto found = inboxes_.find(user);
  return found == inboxes_.end() ? kEmpty : found->second;
}

void Witness::check_gone(std::string_view bytes, std::string_view where) const {
  for (const std::uint64_t mark : marks_in(bytes)) {
    expect(!gone_.contains(mark), "the deleted text <{}> came back in {}", mark, where);
  }
}

std::string marked_text(std::uint64_t mark, std::size_t size) {
  std::string text = "<" + std::to_string(mark) + ">";
  text.resize(std::max(text.size(), size), 'x');
  return text;
}

std::vector<std::uint64_t> marks_in(std::string_view bytes) {
  std::vector<std::uint64_t> marks;
  for (auto at = bytes.find('<'); at != bytes.npos; at = bytes.find('<', at + 1)) {
    std::uint64_t mark = 0;
    const char* const end = bytes.data() + bytes.size();
    const auto [stopped, error] = std::from_chars(bytes.data() + at + 1, end, mark);
    if (error == std::errc{} && stopped != end && *stopped == '>') marks.push_back(mark);
  }
  return marks;
}

Event as_stored(Event event) {
  const auto cut = [](Text& text) {
    if (text.text.size() <= 16 * 1024) return;
    text.length = static_cast<std::uint32_t>(text.text.size());  // Texts here are ASCII.
    text.text.resize(4'000);
  };
  if (auto* message = std::get_if<Message>(&event.body)) cut(message->text);
  if (auto* edit = std::get_if<Edit>(&event.body)) cut(edit->text);
  return event;
}

// The head of the first day, of those that had an item and are at most 90 days back.
InboxSeq Witness::floor(UserId user) const {
  const auto found = floors_.find(user);
  return found == floors_.end() ? InboxSeq{} : found->second;
}

void Witness::place(UserId user, ConversationId conversation, ItemBody body, TimeMs at) {
  auto& items = inboxes_[user];
  const InboxSeq number{items.size() + 1};
  items.push_back({{number, conversation, std::move(body)}, day_of(at)});
  const auto kept = std::ranges::find_if(
      items, [&](const WitnessedItem& item) { return item.day >= day_of(at) - kInboxDaysMax; });
  floors_[user] = InboxSeq{static_cast<std::uint64_t>(kept - items.begin())};
}

Recount Witness::recount(UserId user, ConversationId id) const {
  Recount count;
  const WitnessedConversation* conversation = this->conversation(id);
  std::map<Seq, bool> messages;  // Those the user was told of, and whether they name the user.
  for (const auto& [item, day] : inbox(user)) {
    if (item.conversation != id) continue;
    if (const auto* read = std::get_if<ReadItem>(&item.body)) count.read = read->through;
    if (const auto* own = std::get_if<PreferencesItem>(&item.body)) {
      count.preferences = own->preferences;
    }
    const auto* pointer = std::get_if<EventItem>(&item.body);
    if (!pointer) continue;
    const Event& event = *conversation->event(pointer->seq);
    count.last_seq = event.seq;
    bool moves_marker = event.is_message() && event.sender == user;
    if (const auto* message = std::get_if<Message>(&event.body)) {
      messages[event.seq] = event.sender != user && names(message->mentions, user);
    } else if (const auto* edit = std::get_if<Edit>(&event.body)) {
      if (messages.contains(edit->target) || names(edit->mentions, user)) {
        messages[edit->target] = event.sender != user && names(edit->mentions, user);
      }
    } else if (const auto* deletion = std::get_if<Deletion>(&event.body)) {
      if (messages.contains(deletion->target)) messages[deletion->target] = false;
    } else if (const auto* created = std::get_if<Created>(&event.body)) {
      moves_marker = names(created->members, user);
    } else if (const auto* members = std::get_if<MembersChanged>(&event.body)) {
      moves_marker = names(members->added, user);
    }
    if (moves_marker) count.read = event.seq;
  }
  for (const auto& [seq, names_user] : messages) {
    if (seq <= count.read) continue;
    ++count.unread;
    if (names_user) count.mentions.push_back(seq);
  }
  return count;
}

void Witness::take(TimeMs at, const InboxCommand& command) {
  const ConversationId id = command.conversation;
  if (const auto* contact = std::get_if<ContactItem>(&command.body)) {
    place(command.user, {}, *contact, at);
  } else if (std::holds_alternative<DevicesItem>(command.body)) {
    place(command.user, {}, DevicesItem{}, at);
  } else if (const auto* wanted = std::get_if<PreferencesChange>(&command.body)) {
    const Recount before = recount(command.user, id);
    Preferences after = before.preferences;
    change(after, *wanted, before.last_seq);
    if (after == before.preferences) return;
    ++after.version;
    place(command.user, id, PreferencesItem{after}, at);
  } else if (const auto* read = std::get_if<ReadThrough>(&command.body)) {
    const Recount before = recount(command.user, id);
    const Seq through = std::min(read->through, before.last_seq);
    if (through <= before.read) return;
    place(command.user, id, ReadItem{through, 0}, at);
    const std::uint64_t unread = recount(command.user, id).unread;
    std::get<ReadItem>(inboxes_[command.user].back().item.body).unread = unread;
  }
}

}  // namespace parley::simulation
