#include "conversations/sequencer.h"

#include "base/check.h"
#include "conversations/rules.h"

namespace parley {
namespace rules {

Decision rejected(Errc code) {
  Decision decision;
  decision.outcome = {.kind = Outcome::Kind::Rejected, .seq = {}, .code = code};
  return decision;
}

Decision unchanged(Seq made_so_by) {
  Decision decision;
  decision.outcome = {.kind = Outcome::Kind::Unchanged, .seq = made_so_by, .code = {}};
  return decision;
}

Decision become_event(const Turn& turn, EventBody body, std::vector<UserId> recipients) {
  Conversation& conversation = turn.conversation;
  conversation.last_sent_at = turn.sent_at();
  conversation.head = turn.seq();
  if (std::holds_alternative<Message>(body)) conversation.ordinal = next(conversation.ordinal);

  Decision decision;
  decision.outcome = {.kind = Outcome::Kind::Event, .seq = conversation.head, .code = {}};
  decision.effects.emplace();
  decision.effects->event = {.seq = conversation.head,
                             .ordinal = conversation.ordinal,
                             .sender = turn.sender(),
                             .sent_at = conversation.last_sent_at,
                             .client_message_id = turn.command.client_message_id,
                             .body = std::move(body)};
  decision.effects->recipients = std::move(recipients);
  return decision;
}

}  // namespace rules

namespace {

std::optional<Errc> refusal_by_age(const ClientMessageId& id, TimeMs at) {
  if (id.time() < at - kClientMessageIdAgeMax) return Errc::ClientMessageIdExpired;
  if (id.time() > at + kClientMessageIdAheadMax) return Errc::ClientMessageIdAhead;
  return std::nullopt;
}

bool is_of_groups_only(const CommandBody& body) {
  return !std::holds_alternative<SendMessage>(body) && !std::holds_alternative<EditMessage>(body) &&
         !std::holds_alternative<DeleteMessage>(body) && !std::holds_alternative<React>(body);
}

bool deletes_own_message(const rules::Turn& turn) {
  return std::holds_alternative<DeleteMessage>(turn.command.body) && turn.target &&
         turn.target->is_message && turn.target->sender == turn.sender();
}

// Who asks for themselves to be put in may be outside: an invitation is theirs to accept.
bool puts_oneself(const Command& command) {
  const auto* put = std::get_if<PutMember>(&command.body);
  return put && put->user == command.sender;
}

// The checks that every kind of command shares.
std::optional<Errc> refusal_at_the_gate(const rules::Turn& turn) {
  const Conversation& conversation = turn.conversation;
  const Command& command = turn.command;
  if (!conversation.id.is_group()) {
    if (!is_participant(conversation, command.sender)) return Errc::NotFound;
    if (is_of_groups_only(command.body)) return Errc::NotFound;
    const bool is_barred = command.facts.cannot_message && !deletes_own_message(turn);
    return is_barred ? std::optional(Errc::CannotMessage) : std::nullopt;
  }
  if (std::holds_alternative<CreateGroup>(command.body)) {
    return conversation.head == Seq{} ? std::nullopt : std::optional(Errc::Conflict);
  }
  if (!is_participant(conversation, command.sender)) return Errc::NotFound;
  if (!is_member(conversation, command.sender) && !puts_oneself(command)) return Errc::NotAMember;
  return std::nullopt;
}

}  // namespace

Decision decide(Conversation& conversation, const std::optional<Target>& target,
                const Command& command, Position position, TimeMs at) {
  PARLEY_CHECK(conversation.id == command.conversation);
  conversation.applied = position;
  if (const auto code = refusal_by_age(command.client_message_id, at)) {
    Decision decision = rules::rejected(*code);
    decision.refused = true;
    return decision;
  }
  const rules::Turn turn{conversation, target, command, at};
  if (const auto code = refusal_at_the_gate(turn)) return rules::rejected(*code);
  return std::visit([&turn](const auto& body) { return rules::decide_kind(turn, body); },
                    command.body);
}

}  // namespace parley
