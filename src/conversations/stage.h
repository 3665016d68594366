// A conversation played out in memory, for tests: submits commands to decide() and keeps what came
// of them, as the applier does, but without a log, a store or a remembered outcome.
#pragma once

#include <map>
#include <optional>
#include <utility>

#include "conversations/sequencer.h"

namespace parley {

class Stage {
 public:
  explicit Stage(ConversationId id) { conversation.id = id; }

  // A group of `owner` and `members`, made by its first event.
  static Stage of_group(UserId owner, std::vector<UserId> members) {
    Stage stage(ConversationId::of(GroupId{900}));
    stage.submit(owner, CreateGroup{.title = "Balcony", .members = std::move(members)});
    return stage;
  }

  Command command(UserId sender, CommandBody body, Facts facts = {}) {
    Command made;
    made.conversation = conversation.id;
    made.sender = sender;
    made.client_message_id = make_client_message_id(now, {static_cast<std::uint8_t>(position)});
    made.facts = std::move(facts);
    made.body = std::move(body);
    return made;
  }

  Decision submit(UserId sender, CommandBody body, Facts facts = {}) {
    return submit(command(sender, std::move(body), std::move(facts)));
  }

  Decision submit(const Command& command) {
    Decision decision = decide(conversation, target(command), command, Position{++position}, now);
    if (decision.effects) keep(*decision.effects);
    now = now + Milliseconds{1};
    return decision;
  }

  // Submits a text and gives its seq.
  Seq say(UserId sender, std::string text = "hello") {
    return submit(sender, SendMessage{.text = std::move(text), .reply_to = {}, .mentions = {}})
        .outcome.seq;
  }

  std::optional<Target> target(const Command& command) const {
    const auto seq = target_of(command);
    if (!seq || !events.contains(*seq)) return std::nullopt;
    const Event& event = events.at(*seq);
    Target found{
        .seq = *seq, .is_message = event.is_message(), .sender = event.sender, .annotation = {}};
    const auto annotation = annotations.find(*seq);
    if (annotation != annotations.end()) found.annotation = annotation->second;
    return found;
  }

  Conversation conversation;
  std::map<Seq, Event> events;
  std::map<Seq, Annotation> annotations;
  std::uint64_t position = 0;
  TimeMs now{1'800'000'000'000};

 private:
  void keep(const Effects& effects) {
    events[effects.event.seq] = effects.event;
    if (effects.annotation) annotations[*annotated(effects.event)] = *effects.annotation;
  }
  static std::optional<Seq> annotated(const Event& event) {
    if (const auto* edit = std::get_if<Edit>(&event.body)) return edit->target;
    if (const auto* deletion = std::get_if<Deletion>(&event.body)) return deletion->target;
    if (const auto* reaction = std::get_if<Reaction>(&event.body)) return reaction->target;
    return std::nullopt;
  }
};

// The outcomes that tests compare with.
inline Outcome event_at(std::uint64_t seq) { return {Outcome::Kind::Event, Seq{seq}, {}}; }
inline Outcome unchanged_by(std::uint64_t seq) { return {Outcome::Kind::Unchanged, Seq{seq}, {}}; }
inline Outcome rejected_with(Errc code) { return {Outcome::Kind::Rejected, Seq{}, code}; }
inline Outcome invited_at(std::uint64_t head) { return {Outcome::Kind::Invited, Seq{head}, {}}; }

inline SendMessage text(std::string words) {
  return {.text = std::move(words), .reply_to = {}, .mentions = {}};
}
inline EditMessage edit_of(Seq target, std::string words) {
  return {.target = target, .text = std::move(words), .mentions = {}};
}
inline React react_to(Seq target, std::string emoji) {
  return {.target = target, .emoji = std::move(emoji), .on = true};
}
inline React unreact_to(Seq target, std::string emoji) {
  return {.target = target, .emoji = std::move(emoji), .on = false};
}
inline PutMember put(UserId user, std::optional<Role> role = std::nullopt) {
  return {.user = user, .role = role};
}

}  // namespace parley
