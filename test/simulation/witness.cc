#include "test/simulation/witness.h"

#include <algorithm>

#include "test/simulation/violation.h"

namespace parley::simulation {
namespace {

bool has(const std::vector<UserId>& users, UserId user) {
  return std::ranges::find(users, user) != users.end();
}

std::vector<UserId> kept_mentions(const WitnessedConversation& conversation,
                                  const std::vector<UserId>& written) {
  std::vector<UserId> kept;
  for (const UserId user : written) {
    if (conversation.members.contains(user) && !has(kept, user)) kept.push_back(user);
  }
  return kept;
}

// What the command says, as the body of the event that it becomes.
EventBody body_of(const WitnessedConversation& conversation, const Command& command) {
  if (const auto* send = std::get_if<SendMessage>(&command.body)) {
    Message message{.text = {.text = send->text}, .reply_to = {}, .mentions = {}};
    message.mentions = kept_mentions(conversation, send->mentions);
    const bool is_kept = send->reply_to && conversation.is_message(*send->reply_to) &&
                         conversation.stretch(command.sender, *send->reply_to);
    if (is_kept) message.reply_to = send->reply_to;
    return message;
  }
  if (const auto* edit = std::get_if<EditMessage>(&command.body)) {
    return Edit{.target = edit->target,
                .text = {.text = edit->text},
                .mentions = kept_mentions(conversation, edit->mentions)};
  }
  if (const auto* deletion = std::get_if<DeleteMessage>(&command.body)) {
    return Deletion{deletion->target};
  }
  if (const auto* react = std::get_if<React>(&command.body)) {
    return Reaction{.target = react->target, .emoji = react->emoji, .on = react->on};
  }
  if (const auto* create = std::get_if<CreateGroup>(&command.body)) {
    std::set<UserId> members(create->members.begin(), create->members.end());
    members.insert(command.sender);
    return Created{.title = create->title, .members = {members.begin(), members.end()}};
  }
  if (const auto* put = std::get_if<PutMember>(&command.body)) {
    MembersChanged change;
    if (!conversation.members.contains(put->user)) change.added = {put->user};
    return change;
  }
  if (const auto* remove = std::get_if<RemoveMember>(&command.body)) {
    return MembersChanged{.added = {}, .removed = {remove->user}, .roles = {}};
  }
  if (const auto* settings = std::get_if<ChangeSettings>(&command.body)) {
    SettingsChanged change;
    if (settings->title != conversation.title) change.title = settings->title;
    if (settings->history != conversation.history) change.history = settings->history;
    return change;
  }
  return MembersChanged{.added = {},
                        .removed = {conversation.members.begin(), conversation.members.end()},
                        .roles = {}};
}

// Membership, and with it what may be read, after the event.
void change_members(WitnessedConversation& conversation, const Event& event) {
  const std::uint64_t at = to_number(event.seq);
  if (const auto* created = std::get_if<Created>(&event.body)) {
    conversation.title = created->title;
    conversation.roles[event.sender] = Role::Owner;
    for (const UserId user : created->members) {
      conversation.members.insert(user);
      conversation.stretches[user].push_back({at});
    }
  } else if (const auto* change = std::get_if<MembersChanged>(&event.body)) {
    for (const UserId user : change->removed) {
      conversation.members.erase(user);
      conversation.ever_left.insert(user);
      conversation.roles.erase(user);
      conversation.stretches[user].back().to = at;
    }
    for (const UserId user : change->added) {
      conversation.members.insert(user);
      auto& stretches = conversation.stretches[user];
      const bool reads_all = conversation.history == HistoryRule::All;
      if (reads_all) stretches.clear();
      stretches.push_back({reads_all ? 1 : at});
    }
    for (const auto& [user, role] : change->roles) conversation.roles[user] = role;
  } else if (const auto* settings = std::get_if<SettingsChanged>(&event.body)) {
    conversation.title = settings->title.value_or(conversation.title);
    conversation.history = settings->history.value_or(conversation.history);
  }
}

std::optional<Seq> target_of(const Event& event) {
  if (const auto* edit = std::get_if<Edit>(&event.body)) return edit->target;
  if (const auto* deletion = std::get_if<Deletion>(&event.body)) return deletion->target;
  if (const auto* reaction = std::get_if<Reaction>(&event.body)) return reaction->target;
  return std::nullopt;
}

}  // namespace

void Witness::catch_up(const ChatReader& reader) {
  while (taken_ < truth_.records.size()) {
    const LogTruth::Record& record = truth_.records[taken_++];
    const auto command = decode_logged_command(record.bytes);
    expect(command.has_value(), "position {} cannot be decoded", taken_);
    if (const auto* submission = std::get_if<Command>(&*command)) {
      take(Position{taken_}, record.at, *submission, reader);
    } else {
      take(record.at, std::get<InboxCommand>(*command));
    }
  }
}

void Witness::take(Position position, TimeMs at, const Command& command, const ChatReader& reader) {
  const Name name{command.conversation, command.sender, command.client_message_id};
  if (outcomes_.contains(name)) {
    ++repeats_;
    return;
  }
  const TimeMs made = command.client_message_id.time();
  if (made < at - std::chrono::days{7} || made > at + std::chrono::minutes{10}) return;
  const auto found =
      reader.outcome(command.conversation, command.sender, command.client_message_id);
  expect(found.has_value() && found->has_value(), "position {} was applied and left no outcome",
         to_number(position));
  const Outcome outcome = **found;
  outcomes_.emplace(name, outcome);
  switch (outcome.kind) {
    case Outcome::Kind::Event: take_event(at, command, outcome.seq, reader); break;
    case Outcome::Kind::Unchanged: {
      const auto* conversation = this->conversation(command.conversation);
      expect(conversation && conversation->event(outcome.seq),
             "unchanged by an event {} of {} "
             "that does not exist",
             to_number(outcome.seq), to_text(command.conversation));
      break;
    }
    case Outcome::Kind::Rejected:
      place(command.sender, command.conversation,
            RejectedItem{command.client_message_id, outcome.code}, at);
      break;
    case Outcome::Kind::Invited:
      place(std::get<PutMember>(command.body).user, command.conversation,
            InvitationItem{command.sender, conversations_[command.conversation].title}, at);
      break;
  }
}

void Witness::take_event(TimeMs at, const Command& command, Seq seq, const ChatReader& reader) {
  const ConversationId id = command.conversation;
  WitnessedConversation& conversation = conversations_[id];
  if (!id.is_group() && conversation.events.empty()) {
    conversation.members = {id.lower(), id.upper()};
    for (const UserId user : conversation.members) conversation.stretches[user] = {{1}};
  }
  expect(to_number(seq) == conversation.events.size() + 1, "{}: seq {} follows {}", to_text(id),
         to_number(seq), conversation.events.size());
  check_right(conversation, command);
  const auto stored = reader.event(id, seq);
  expect(stored.has_value() && stored->has_value(), "{}: there is no event {}", to_text(id),
         to_number(seq));
  Event event{.seq = seq,
              .ordinal = {},
              .sender = command.sender,
              .sent_at = at,
              .client_message_id = command.client_message_id,
              .body = body_of(conversation, command)};
  if (!conversation.events.empty()) {
    event.ordinal = conversation.events.back().ordinal;
    event.sent_at = std::max(at, conversation.events.back().sent_at);
  }
  if (event.is_message()) event.ordinal = next(event.ordinal);
  if (auto* change = std::get_if<MembersChanged>(&event.body)) {
    // Who inherits which role is for the tests of the rules; here it must only stay as it is.
    if (const auto* said = std::get_if<MembersChanged>(&(*stored)->body))
      change->roles = said->roles;
  }
  const std::set<UserId> before = conversation.members;
  change_members(conversation, event);
  conversation.events.push_back(event);
  if (const auto target = target_of(event)) {
    conversation.annotations[*target].push_back(seq);
    if (std::holds_alternative<Deletion>(event.body)) {
      conversation.deletions[*target] = seq;
      forget(conversation, *target);
    }
  }
  std::set<UserId> told;
  for (const UserId user : recipients(conversation, event)) told.insert(user);
  if (std::holds_alternative<MembersChanged>(event.body)) told.insert(before.begin(), before.end());
  for (const UserId user : told) place(user, id, EventItem{seq}, at);
}

void Witness::forget(const WitnessedConversation& conversation, Seq message) {
  const auto forget_text = [&](const Text& text) {
    for (const std::uint64_t mark : marks_in(text.text)) gone_.insert(mark);
  };
  forget_text(std::get<Message>(conversation.event(message)->body).text);
  for (const Seq by : conversation.annotations.at(message)) {
    const auto* edit = std::get_if<Edit>(&conversation.event(by)->body);
    if (edit) forget_text(edit->text);
  }
}

std::vector<UserId> Witness::recipients(const WitnessedConversation& conversation,
                                        const Event& event) const {
  std::vector<UserId> users;
  const auto target = target_of(event);
  const bool is_deletion = std::holds_alternative<Deletion>(event.body);
  for (const UserId user : conversation.members) {
    const Stretch* stretch = target ? conversation.stretch(user, *target) : nullptr;
    const bool is_told = !target || (stretch && (is_deletion || stretch->is_open()));
    if (is_told) users.push_back(user);
  }
  return users;
}

// Nobody writes where they are not, and nobody changes what is not theirs.
void Witness::check_right(const WitnessedConversation& conversation, const Command& command) const {
  const auto* put = std::get_if<PutMember>(&command.body);
  const bool is_outside = !conversation.members.contains(command.sender);
  const bool may_be_outside =
      std::holds_alternative<CreateGroup>(command.body) || (put && put->user == command.sender);
  expect(!is_outside || may_be_outside, "{}: {} writes from outside", to_text(command.conversation),
         to_text(command.sender));
  const auto target = parley::target_of(command);
  if (!target || std::holds_alternative<SendMessage>(command.body)) return;
  expect(conversation.is_message(*target) && conversation.stretch(command.sender, *target),
         "{}: {} is no message that {} could annotate", to_text(command.conversation),
         to_number(*target), to_text(command.sender));
  const bool off = std::holds_alternative<React>(command.body) && !std::get<React>(command.body).on;
  expect(off || !conversation.deletions.contains(*target), "{}: a tombstone {} was annotated",
         to_text(command.conversation), to_number(*target));
  if (std::holds_alternative<EditMessage>(command.body)) {
    expect(conversation.event(*target)->sender == command.sender,
           "{}: {} was edited by somebody else", to_text(command.conversation), to_number(*target));
  }
}

const Outcome* Witness::outcome(const Name& name) const {
  const auto found = outcomes_.find(name);
  return found == outcomes_.end() ? nullptr : &found->second;
}

void Witness::check_answer(const Name& name, const Result<Answer>& answer) const {
  const std::string id = to_text(std::get<ClientMessageId>(name));
  const Outcome* first = outcome(name);
  if (answer) {
    expect(first != nullptr, "{} was answered with an outcome and is not in the log", id);
    expect(answer->outcome == *first, "{} was answered with another outcome than the first", id);
    return;
  }
  const Errc code = answer.error().code;
  const bool is_retryable = code == Errc::StoreFailed || code == Errc::Overloaded;
  const bool is_by_age = code == Errc::ClientMessageIdExpired || code == Errc::ClientMessageIdAhead;
  expect(is_retryable || is_by_age, "{} was answered with {}", id, to_text(code));
  if (code != Errc::ClientMessageIdExpired) return;
  // What was decided is remembered for 16 days, and what is new is taken for 7.
  const auto kept = first ? std::chrono::days{15} : std::chrono::days{7};
  const TimeMs made = std::get<ClientMessageId>(name).time();
  expect(made < truth_.records.back().at - kept, "{} was answered as expired too early", id);
}

}  // namespace parley::simulation
