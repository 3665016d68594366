// Edits, deletions and reactions: events that change how a message reads.
#include <algorithm>

#include "base/unicode.h"
#include "conversations/rules.h"

namespace parley::rules {
namespace {

bool is_deleted(const Target& target) { return target.annotation.deleted.has_value(); }

// Edits and reactions belong to those whose open interval holds the target: who left and came back
// neither makes them to what was said before, nor is told of them.
bool is_open_to(const Conversation& conversation, UserId user, Seq target) {
  const auto interval = interval_holding(conversation, user, target);
  return interval && interval->is_open();
}

std::vector<UserId> members_open_to(const Conversation& conversation, Seq target) {
  std::vector<UserId> members = members_of(conversation);
  std::erase_if(members, [&](UserId user) { return !is_open_to(conversation, user, target); });
  return members;
}

// A deletion reaches every member who may read the target in any of their intervals.
std::vector<UserId> members_reading(const Conversation& conversation, Seq target) {
  std::vector<UserId> members = members_of(conversation);
  std::erase_if(members,
                [&](UserId user) { return !interval_holding(conversation, user, target); });
  return members;
}

bool may_delete(const Turn& turn, const Target& target) {
  if (target.sender == turn.sender()) return true;
  return turn.conversation.id.is_group() && role_of_sender(turn) >= Role::Admin;
}

using ReactionKinds = std::vector<Annotation::ReactionKind>;

ReactionKinds::iterator kind_of(ReactionKinds& kinds, std::string_view emoji) {
  return std::ranges::find(kinds, emoji, &Annotation::ReactionKind::emoji);
}

const Annotation::ReactionUse* use_of(const Annotation::ReactionKind& kind, UserId user) {
  const auto use = std::ranges::find(kind.uses, user, &Annotation::ReactionUse::user);
  return use == kind.uses.end() ? nullptr : &*use;
}

std::size_t reactions_by(const ReactionKinds& kinds, UserId user) {
  return static_cast<std::size_t>(
      std::ranges::count_if(kinds, [&](const auto& kind) { return use_of(kind, user); }));
}

// True if somebody's stay is over that held the target, and lasted until after `use`.
bool was_seen_by_who_left(const Conversation& conversation, Seq target, Seq use) {
  return std::ranges::any_of(conversation.participants, [&](const auto& entry) {
    return std::ranges::any_of(entry.second.intervals, [&](const Interval& interval) {
      return !interval.is_open() && interval.holds(target) && use <= interval.to;
    });
  });
}

Decision become_reaction(const Turn& turn, const React& react, Annotation annotation) {
  annotation.revision = turn.seq();
  Decision decision =
      become_event(turn, Reaction{.target = react.target, .emoji = react.emoji, .on = react.on},
                   members_open_to(turn.conversation, react.target));
  decision.effects->annotation = std::move(annotation);
  return decision;
}

Decision react_on(const Turn& turn, const React& react) {
  Annotation annotation = turn.target->annotation;
  ReactionKinds& kinds = annotation.reactions;
  auto kind = kind_of(kinds, react.emoji);
  if (kind != kinds.end()) {
    if (const auto* use = use_of(*kind, turn.sender())) return unchanged(use->seq);
  }
  if (reactions_by(kinds, turn.sender()) >= kReactionsAUserMax ||
      (kind == kinds.end() && kinds.size() >= kReactionKindsMax)) {
    return rejected(Errc::TooManyReactions);
  }
  if (kind == kinds.end()) kind = kinds.insert(kind, {.emoji = react.emoji, .uses = {}});
  kind->uses.push_back({.user = turn.sender(), .seq = turn.seq()});
  return become_reaction(turn, react, std::move(annotation));
}

Decision react_off(const Turn& turn, const React& react) {
  Annotation annotation = turn.target->annotation;
  if (annotation.deleted) return unchanged(annotation.deleted->seq);
  const auto kind = kind_of(annotation.reactions, react.emoji);
  if (kind == annotation.reactions.end() || !use_of(*kind, turn.sender())) {
    return unchanged(annotation.revision == Seq{} ? react.target : annotation.revision);
  }
  const Annotation::ReactionUse use = *use_of(*kind, turn.sender());
  if (was_seen_by_who_left(turn.conversation, react.target, use.seq)) {
    annotation.past_uses.push_back({react.emoji, use, turn.seq()});
  }
  std::erase(kind->uses, use);
  if (kind->uses.empty()) annotation.reactions.erase(kind);
  return become_reaction(turn, react, std::move(annotation));
}

}  // namespace

Decision decide_kind(const Turn& turn, const EditMessage& edit) {
  const auto& target = turn.target;
  if (!target || !target->is_message || is_deleted(*target) ||
      !is_open_to(turn.conversation, turn.sender(), edit.target)) {
    return rejected(Errc::NotFound);
  }
  if (target->sender != turn.sender()) return rejected(Errc::Forbidden);
  if (target->annotation.edits.size() >= kEditsMax) return rejected(Errc::TooManyEdits);

  Annotation annotation = target->annotation;
  annotation.edits.push_back({.seq = turn.seq(), .at = turn.sent_at()});
  annotation.revision = turn.seq();
  Decision decision =
      become_event(turn,
                   Edit{.target = edit.target,
                        .text = {.text = edit.text, .length = 0},
                        .mentions = mentions_kept(turn.conversation, edit.mentions)},
                   members_open_to(turn.conversation, edit.target));
  decision.effects->annotation = std::move(annotation);
  return decision;
}

Decision decide_kind(const Turn& turn, const DeleteMessage& deletion) {
  const auto& target = turn.target;
  if (!target || !target->is_message ||
      !interval_holding(turn.conversation, turn.sender(), deletion.target)) {
    return rejected(Errc::NotFound);
  }
  if (!may_delete(turn, *target)) return rejected(Errc::Forbidden);
  if (is_deleted(*target)) return unchanged(target->annotation.deleted->seq);

  Annotation annotation = target->annotation;
  annotation.reactions.clear();
  annotation.past_uses.clear();
  annotation.deleted = {.seq = turn.seq(), .by = turn.sender(), .at = turn.sent_at()};
  annotation.revision = turn.seq();
  std::vector<Seq> emptied{deletion.target};
  for (const auto& edit : annotation.edits) emptied.push_back(edit.seq);
  Decision decision = become_event(turn, Deletion{.target = deletion.target},
                                   members_reading(turn.conversation, deletion.target));
  decision.effects->annotation = std::move(annotation);
  decision.effects->emptied = std::move(emptied);
  return decision;
}

Decision decide_kind(const Turn& turn, const React& react) {
  const auto& target = turn.target;
  if (!target || !target->is_message || (react.on && is_deleted(*target)) ||
      !is_open_to(turn.conversation, turn.sender(), react.target)) {
    return rejected(Errc::NotFound);
  }
  if (!is_one_emoji(react.emoji)) return rejected(Errc::BadEmoji);
  return react.on ? react_on(turn, react) : react_off(turn, react);
}

}  // namespace parley::rules
