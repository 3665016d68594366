#include "conversations/fold.h"

#include <algorithm>

#include "base/check.h"

namespace parley {
namespace {

// Those that stood at the end of the interval. A stay that is over shows kinds in the order of the
// earliest use that stood then.
std::vector<FoldedMessage::Reactions> visible_reactions(const Annotation& annotation,
                                                        const Interval& interval) {
  using Kind = Annotation::ReactionKind;
  std::vector<Kind> kinds = annotation.reactions;
  for (const auto& past : annotation.past_uses) {
    if (past.taken_back <= interval.to) continue;
    auto kind = std::ranges::find(kinds, past.emoji, &Kind::emoji);
    if (kind == kinds.end()) kind = kinds.insert(kind, {past.emoji, {}});
    kind->uses.push_back(past.use);
  }
  std::vector<FoldedMessage::Reactions> visible;
  for (Kind& kind : kinds) {
    std::erase_if(kind.uses, [&](const auto& use) { return use.seq > interval.to; });
    std::ranges::sort(kind.uses, {}, &Annotation::ReactionUse::seq);
  }
  std::erase_if(kinds, [](const Kind& kind) { return kind.uses.empty(); });
  if (!interval.is_open()) {
    std::ranges::sort(kinds, {}, [](const Kind& kind) { return kind.uses.front().seq; });
  }
  for (const Kind& kind : kinds) {
    FoldedMessage::Reactions reactions{.emoji = kind.emoji, .users = {}};
    for (const auto& use : kind.uses) reactions.users.push_back(use.user);
    visible.push_back(std::move(reactions));
  }
  return visible;
}

Seq visible_revision(const Annotation& annotation, const Interval& interval) {
  if (annotation.deleted) return annotation.deleted->seq;
  if (annotation.revision <= interval.to) return annotation.revision;
  Seq newest{};
  if (const auto edit = visible_edit(annotation, interval)) newest = edit->seq;
  for (const auto& kind : annotation.reactions) {
    for (const auto& use : kind.uses) {
      if (use.seq <= interval.to) newest = std::max(newest, use.seq);
    }
  }
  for (const auto& past : annotation.past_uses) {
    const bool stood = past.use.seq <= interval.to && interval.to < past.taken_back;
    if (stood) newest = std::max(newest, past.use.seq);
  }
  return newest;
}

}  // namespace

std::optional<Annotation::EditMark> visible_edit(const Annotation& annotation,
                                                 const Interval& interval) {
  for (auto edit = annotation.edits.rbegin(); edit != annotation.edits.rend(); ++edit) {
    if (edit->seq <= interval.to) return *edit;
  }
  return std::nullopt;
}

FoldedMessage fold(const Message& message, const Annotation& annotation, const Interval& interval,
                   const Edit* edit) {
  FoldedMessage folded;
  folded.message.reply_to = message.reply_to;
  folded.revision = visible_revision(annotation, interval);
  if (annotation.deleted) {
    folded.is_deleted = true;
    return folded;
  }
  const auto mark = visible_edit(annotation, interval);
  PARLEY_CHECK(mark.has_value() == (edit != nullptr));
  folded.message.text = edit ? edit->text : message.text;
  folded.message.mentions = edit ? edit->mentions : message.mentions;
  if (mark) folded.edited_at = mark->at;
  folded.reactions = visible_reactions(annotation, interval);
  return folded;
}

}  // namespace parley
