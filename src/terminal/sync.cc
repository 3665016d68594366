#include "terminal/sync.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/try.h"
#include "terminal/fold.h"

namespace parley::terminal {
namespace {

template <class... Each>
struct Overloaded : Each... {
  using Each::operator()...;
};

// One step on its way: looks first at what the step changed already, then at what was there.
class Stepper {
 public:
  Stepper(const Profile& profile, const ProfileStore& store) : profile_(profile), store_(store) {}

  Result<> take(const wire::Item& item) {
    step_.changes.cursor->inbox_seq = item.inbox_seq;
    if (std::holds_alternative<wire::UnknownEvent>(item.event)) {  // (4)
      step_.changes.unknown.push_back(item);
      return {};
    }
    if (!item.conversation) {
      step_.happenings.push_back({std::nullopt, item.event, {}});
      return {};
    }
    settle_own(*item.conversation, item.event);
    return std::visit([&](const auto& event) { return take(*item.conversation, event); },
                      item.event);
  }

  void begin(Cursor cursor) { step_.changes.cursor = cursor; }
  Step finish() && { return std::move(step_); }

 private:
  UserId me() const { return profile_.account->user; }

  Chat& chat(ConversationId id) {
    const auto found = step_.changes.chats.find(id);
    if (found != step_.changes.chats.end()) return found->second;
    const auto known = profile_.chats.find(id);
    const Chat before = known == profile_.chats.end() ? Chat{.id = id} : known->second;
    return step_.changes.chats.emplace(id, before).first->second;
  }

  // Every event of a log moves the newest one, and the inbox has no hole (5).
  template <class LogEvent>
  Chat& touch(ConversationId conversation, const LogEvent& event) {
    Chat& touched = chat(conversation);
    if (!touched.held_from) touched.held_from = event.seq;
    touched.last = std::max(touched.last, event.seq);
    return touched;
  }

  void show(ConversationId conversation, wire::Event event) {
    step_.happenings.push_back({conversation, std::move(event), {}});
  }

  Result<std::optional<wire::Event>> held(const EventKey& key) const {
    const auto found = step_.changes.events.find(key);
    if (found != step_.changes.events.end()) return found->second;
    return store_.event(key);
  }

  // The item that an own submission became: its row has done its work.
  void settle_own(ConversationId conversation, const wire::Event& event) {
    const auto id = std::visit(
        [&](const auto& each) -> std::optional<ClientMessageId> {
          if constexpr (requires { each.sender; }) {
            if (each.sender != me()) return std::nullopt;
          }
          if constexpr (requires { each.client_message_id; }) return each.client_message_id;
          return std::nullopt;
        },
        event);
    if (!id) return;
    for (const auto& [position, row] : profile_.outbox) {
      if (row.conversation != conversation || row.id != id) continue;
      if (const auto* rejected = std::get_if<wire::RejectedEvent>(&event)) {
        fail_row(row, *rejected);
      } else {
        step_.changes.outbox_gone.push_back(position);
      }
    }
  }

  void fail_row(OutboxRow row, const wire::RejectedEvent& rejected) {
    if (row.state == OutboxState::Failed) return;
    row.state = OutboxState::Failed;
    step_.happenings.push_back({row.conversation, rejected, row});
    step_.changes.outbox.insert_or_assign(row.position, std::move(row));
  }

  Result<> take(ConversationId conversation, const wire::MessageEvent& message) {
    Chat& touched = touch(conversation, message);
    touched.last_at = std::max(touched.last_at, message.sent_at);
    if (message.sender == me()) {
      touched.read = std::max(touched.read, message.seq);
      touched.unread = 0;
    } else if (message.seq > touched.last_message && message.seq > touched.read) {
      ++touched.unread;
    }
    touched.last_message = std::max(touched.last_message, message.seq);
    PARLEY_LET(const auto before, held({conversation, message.seq}));
    const auto* known = before ? std::get_if<wire::MessageEvent>(&*before) : nullptr;
    if (known == nullptr || known->revision <= message.revision) {  // (3)
      step_.changes.events.insert_or_assign({conversation, message.seq}, message);
    }
    if (known == nullptr) show(conversation, message);
    return {};
  }

  template <class Annotation>
    requires requires(const Annotation& each) { each.target; }
  Result<> take(ConversationId conversation, const Annotation& annotation) {
    touch(conversation, annotation);
    const EventKey key{conversation, annotation.target};
    PARLEY_LET(auto before, held(key));
    auto* message = before ? std::get_if<wire::MessageEvent>(&*before) : nullptr;
    if (message == nullptr) {
      // Of a message that this device does not hold: history will bring it folded.
      show(conversation, annotation);
      return {};
    }
    const bool is_new = annotation.seq > message->revision;
    if (fold(*message, annotation)) show(conversation, annotation);
    if (is_new) step_.changes.events.insert_or_assign(key, std::move(*before));
    return {};
  }

  Result<> take(ConversationId conversation, const wire::CreatedEvent& created) {
    Chat& touched = touch(conversation, created);
    touched.title = created.title;
    touched.last_at = std::max(touched.last_at, created.sent_at);
    return keep(conversation, created);
  }

  Result<> take(ConversationId conversation, const wire::MembersEvent& members) {
    Chat& touched = touch(conversation, members);
    touched.last_at = std::max(touched.last_at, members.sent_at);
    if (std::ranges::count(members.removed, me()) > 0) touched.has_left = true;
    if (std::ranges::count(members.added, me()) > 0) {
      touched.has_left = false;
      touched.unread = 0;
      touched.read = std::max(touched.read, members.seq);
    }
    return keep(conversation, members);
  }

  Result<> take(ConversationId conversation, const wire::SettingsEvent& settings) {
    Chat& touched = touch(conversation, settings);
    if (settings.title) touched.title = *settings.title;
    return keep(conversation, settings);
  }

  Result<> keep(ConversationId conversation, wire::Event event) {
    const EventKey key{conversation, *seq_of(event)};
    PARLEY_LET(const auto before, held(key));
    if (before) return {};
    step_.changes.events.emplace(key, event);
    show(conversation, std::move(event));
    return {};
  }

  Result<> take(ConversationId conversation, const wire::ReadEvent& read) {
    Chat& touched = chat(conversation);
    if (read.through < touched.read) return {};  // (3)
    touched.read = read.through;
    touched.unread = read.unread;
    return {};
  }

  // With the row it is about it was shown already, in settle_own.
  Result<> take(ConversationId, const wire::RejectedEvent&) { return {}; }

  Result<> take(ConversationId conversation, const wire::InvitationEvent& invitation) {
    show(conversation, invitation);
    return {};
  }

  // Nothing to show, and nothing of it is used here.
  Result<> take(ConversationId, const wire::UnchangedEvent&) { return {}; }
  Result<> take(ConversationId, const wire::PreferencesEvent&) { return {}; }
  Result<> take(ConversationId, const wire::ContactsEvent&) { return {}; }
  Result<> take(ConversationId, const wire::DevicesEvent&) { return {}; }
  Result<> take(ConversationId, const wire::UnknownEvent&) { return {}; }

  const Profile& profile_;
  const ProfileStore& store_;
  Step step_;
};

Chat listed_chat(const Chat& before, const wire::Conversation& listed) {
  Chat chat = before;
  chat.id = listed.conversation;
  if (listed.title) chat.title = *listed.title;
  chat.read = listed.read;
  chat.unread = listed.unread;
  chat.has_left = listed.left_at.has_value();
  // Whether something lies between what is stored and what comes now is not known.
  chat.held_from.reset();
  if (listed.last_message) {
    chat.last = std::max(chat.last, listed.last_message->seq);
    chat.last_message = listed.last_message->seq;
    chat.last_at = listed.last_message->sent_at;
  }
  return chat;
}

void collect_users(const wire::Event& event, std::set<UserId>& users) {
  std::visit(
      [&](const auto& each) {
        if constexpr (requires { each.sender; }) users.insert(each.sender);
        if constexpr (requires { each.members; }) {
          users.insert(each.members.begin(), each.members.end());
        }
        if constexpr (requires { each.roles; }) {
          users.insert(each.added.begin(), each.added.end());
          users.insert(each.removed.begin(), each.removed.end());
          for (const auto& [user, role] : each.roles) users.insert(user);
        }
        if constexpr (requires { each.by; }) users.insert(each.by);
        if constexpr (requires { each.state; }) users.insert(each.user);
      },
      event);
}

std::vector<UserId> unknown_of(const Profile& profile, const std::set<UserId>& users) {
  std::vector<UserId> unknown;
  for (const UserId user : users) {
    if (!profile.people.contains(user)) unknown.push_back(user);
  }
  return unknown;
}

}  // namespace

Result<Step> apply_items(const Profile& profile, const ProfileStore& store,
                         const wire::Items& items) {
  Stepper stepper(profile, store);
  Cursor cursor = *profile.cursor;
  stepper.begin(cursor);
  bool has_gap = items.incarnation != cursor.incarnation;
  for (const wire::Item& item : items.items) {
    if (has_gap) break;
    if (item.inbox_seq <= cursor.inbox_seq) continue;  // (1)
    has_gap = item.inbox_seq != next(cursor.inbox_seq);
    if (has_gap) break;
    PARLEY_TRY(stepper.take(item));
    cursor.inbox_seq = item.inbox_seq;
  }
  Step step = std::move(stepper).finish();
  step.has_gap = has_gap;
  return step;
}

Changes start_at(const Profile& profile, Cursor head, bool forgets,
                 const wire::Conversations& conversations) {
  Changes changes;
  changes.cursor = head;
  changes.forgets_events = forgets;
  if (!forgets) {
    for (auto [id, chat] : profile.chats) {
      chat.held_from.reset();
      changes.chats.emplace(id, std::move(chat));
    }
  }
  for (const auto& listed : conversations.conversations) {
    const auto before = changes.chats.find(listed.conversation);
    changes.chats.insert_or_assign(
        listed.conversation,
        listed_chat(before == changes.chats.end() ? Chat{} : before->second, listed));
  }
  for (const auto& user : conversations.users) changes.people[user.user] = person_of(user);
  for (const auto& [position, row] : profile.outbox) {
    if (row.state == OutboxState::Accepted) changes.outbox_gone.push_back(position);
  }
  return changes;
}

Result<Changes> apply_history(const Profile& profile, const ProfileStore& store,
                              ConversationId conversation, std::optional<Seq> before,
                              const wire::EventPage& page) {
  Changes changes;
  const auto known = profile.chats.find(conversation);
  Chat chat = known == profile.chats.end() ? Chat{.id = conversation} : known->second;
  for (const wire::Event& event : page.events) {
    const auto seq = seq_of(event);
    if (!seq) continue;
    const EventKey key{conversation, *seq};
    PARLEY_LET(const auto stored, store.event(key));
    const auto* held = stored ? std::get_if<wire::MessageEvent>(&*stored) : nullptr;
    const auto* fresh = std::get_if<wire::MessageEvent>(&event);
    if (held != nullptr && fresh != nullptr && held->revision > fresh->revision) continue;  // (3)
    changes.events.emplace(key, event);
  }
  Seq first = page.range ? page.range->first : before.value_or(Seq{1});
  if (!page.has_more) first = Seq{1};
  const Seq end = before ? *before : page.range ? next(page.range->last) : Seq{1};
  if (!chat.held_from || end >= *chat.held_from) {  // (5)
    chat.held_from = std::min(first, chat.held_from.value_or(first));
  }
  if (page.range) chat.last = std::max(chat.last, page.range->last);
  changes.chats.emplace(conversation, chat);
  return changes;
}

Person person_of(const wire::User& user) {
  return {user.user, user.username.value_or(""), user.display_name.value_or(""), user.deleted};
}

std::vector<UserId> strangers_in(const Profile& profile, const std::vector<wire::Event>& events) {
  std::set<UserId> users;
  for (const auto& event : events) collect_users(event, users);
  return unknown_of(profile, users);
}

std::vector<UserId> strangers_in(const Profile& profile, const std::vector<Happening>& happenings) {
  std::set<UserId> users;
  for (const auto& happening : happenings) {
    collect_users(happening.event, users);
    const auto& conversation = happening.conversation;
    if (!conversation || conversation->is_group()) continue;
    users.insert({conversation->lower(), conversation->upper()});
  }
  return unknown_of(profile, users);
}

Changes mark_read(const Chat& chat) {
  Changes changes;
  if (chat.last <= chat.read_wanted || chat.last <= chat.read) return changes;
  Chat marked = chat;
  marked.read_wanted = chat.last;
  changes.chats.emplace(chat.id, marked);
  return changes;
}

}  // namespace parley::terminal
