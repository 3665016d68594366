// Random plays against a second opinion that knows only the events that came out.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "conversations/any_play.h"

namespace parley {
namespace {

// Follows the events of a conversation and works out anew who is in and who may read what.
class Witness {
 public:
  explicit Witness(ConversationId id) {
    if (id.is_group()) return;
    in_ = {id.lower(), id.upper()};
    for (const UserId user : in_) may_read_[user] = {{Seq{1}, kOpenEnd}};
  }

  // Those to whom `event`, which is the next, is to be delivered.
  std::vector<UserId> witness(const Event& event) {
    std::set<UserId> recipients = in_;
    if (const auto* created = std::get_if<Created>(&event.body)) {
      for (const UserId user : created->members) join(user, event.seq);
    } else if (const auto* change = std::get_if<MembersChanged>(&event.body)) {
      for (const UserId user : change->removed) leave(user, event.seq);
      for (const UserId user : change->added) join(user, event.seq);
    } else if (const auto* settings = std::get_if<SettingsChanged>(&event.body)) {
      rule_ = settings->history.value_or(rule_);
    }
    recipients.insert(in_.begin(), in_.end());
    std::erase_if(recipients, [&](UserId user) { return !concerns(event.body, user); });
    return {recipients.begin(), recipients.end()};
  }

  bool may_read(UserId user, Seq seq) const {
    const auto found = may_read_.find(user);
    if (found == may_read_.end()) return false;
    return std::ranges::any_of(found->second, [seq](const auto& i) { return i.holds(seq); });
  }
  const std::set<UserId>& members() const { return in_; }

 private:
  void join(UserId user, Seq seq) {
    in_.insert(user);
    may_read_[user].push_back({rule_ == HistoryRule::All ? Seq{1} : seq, kOpenEnd});
  }
  void leave(UserId user, Seq seq) {
    in_.erase(user);
    may_read_[user].back().to = seq;
  }
  bool concerns(const EventBody& body, UserId user) const {
    if (const auto* edit = std::get_if<Edit>(&body)) return is_open(user, edit->target);
    if (const auto* use = std::get_if<Reaction>(&body)) return is_open(user, use->target);
    if (const auto* deletion = std::get_if<Deletion>(&body)) {
      return may_read(user, deletion->target);
    }
    return true;
  }
  bool is_open(UserId user, Seq seq) const {
    return in_.contains(user) && may_read_.at(user).back().from <= seq;
  }

  HistoryRule rule_ = HistoryRule::FromJoin;
  std::set<UserId> in_;
  std::map<UserId, std::vector<Interval>> may_read_;
};

void check_invariants(const Conversation& conversation) {
  const auto& participants = conversation.participants;
  std::size_t owners = 0;
  for (const auto& [user, participant] : participants) {
    if (participant.role == Role::Owner) ++owners;
    RC_ASSERT(participant.is_member || participant.role == Role::Member);
    RC_ASSERT(participant.intervals.size() <= kIntervalsMax);
    Seq end{};
    for (const Interval& interval : participant.intervals) {
      RC_ASSERT(end < interval.from && interval.from <= interval.to);
      end = interval.to;
    }
    RC_ASSERT(participant.intervals.back().is_open() == participant.is_member);  // (2)
  }
  const std::size_t members = members_of(conversation).size();
  RC_ASSERT(members <= kGroupMembersMax);                                         // (3)
  if (conversation.id.is_group()) RC_ASSERT(owners == (members == 0 ? 0U : 1U));  // (1)
}

void check_event(const Conversation& before, const Decision& decision, Witness& witness) {
  RC_ASSERT(decision.effects.has_value() == (decision.outcome.kind == Outcome::Kind::Event));
  if (!decision.effects) return;
  const Effects& effects = *decision.effects;
  const Event& event = effects.event;
  RC_ASSERT(event.seq == next(before.head));
  RC_ASSERT(decision.outcome.seq == event.seq);
  RC_ASSERT(event.sent_at >= before.last_sent_at);
  const auto ordinal = to_number(before.ordinal) + (event.is_message() ? 1 : 0);
  RC_ASSERT(event.ordinal == Ordinal{ordinal});
  RC_ASSERT(effects.recipients == witness.witness(event));
  for (const UserId user : effects.recipients) RC_ASSERT(witness.may_read(user, event.seq));
  if (effects.annotation) RC_ASSERT(effects.annotation->revision == event.seq);
}

RC_GTEST_PROP(Sequencer, KeepsItsInvariantsInEveryPlay, ()) {
  Stage stage = any_stage();
  Witness witness(stage.conversation.id);
  for (const auto& [seq, event] : stage.events) (void)witness.witness(event);
  for (const Move& move : *rc::gen::resize(300, any_play())) {
    const Conversation before = stage.conversation;
    const Command command = stage.command(player(move.who), body_of(move, before.head));
    const Decision decision = stage.submit(command);
    check_event(before, decision, witness);
    check_invariants(stage.conversation);
    for (std::uint64_t n = 0; n < kPlayers; ++n) {
      const Seq seq{move.what};
      RC_ASSERT(interval_holding(stage.conversation, player(n), seq).has_value() ==
                witness.may_read(player(n), seq));
      RC_ASSERT(is_member(stage.conversation, player(n)) == witness.members().contains(player(n)));
    }
    if (stage.conversation.head == before.head && !decision.invited) {
      Conversation same = before;
      same.applied = stage.conversation.applied;
      RC_ASSERT(stage.conversation == same);
    }
  }
}

RC_GTEST_PROP(Sequencer, KeepsAnnotationsWithinTheirLimits, ()) {
  Stage stage = any_stage();
  for (const Move& move : *rc::gen::resize(300, any_play())) {
    stage.submit(player(move.who), body_of(move, stage.conversation.head));
  }
  for (const auto& [target, annotation] : stage.annotations) {
    RC_ASSERT(stage.events.at(target).is_message());
    RC_ASSERT(annotation.edits.size() <= kEditsMax);
    RC_ASSERT(annotation.reactions.size() <= kReactionKindsMax);
    RC_ASSERT(!annotation.deleted || annotation.reactions.empty());
    std::map<UserId, std::size_t> uses;
    for (const auto& kind : annotation.reactions) {
      RC_ASSERT(!kind.uses.empty());
      for (const auto& use : kind.uses) RC_ASSERT(++uses[use.user] <= kReactionsAUserMax);
    }
  }
}

}  // namespace
}  // namespace parley
