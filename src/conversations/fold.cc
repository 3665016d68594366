#include "conversations/fold.h"

#include <algorithm>

#include "base/check.h"

namespace parley {
namespace {

std::vector<FoldedMessage::Reactions> visible_reactions(const Annotation& annotation,
                                                        const Interval& interval) {
  std::vector<FoldedMessage::Reactions> visible;
  for (const auto& kind : annotation.reactions) {
    FoldedMessage::Reactions reactions;
    for (const auto& use : kind.uses) {
      if (use.seq <= interval.to) reactions.users.push_back(use.user);
    }
    if (reactions.users.empty()) continue;
    reactions.emoji = kind.emoji;
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
