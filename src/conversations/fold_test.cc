#include "conversations/fold.h"

#include <gtest/gtest.h>

namespace parley {
namespace {

constexpr UserId kAda{11};
constexpr UserId kBen{12};
constexpr Interval kOpen{Seq{1}, kOpenEnd};

const Message kMessage{
    .text = {.text = "first", .length = 0}, .reply_to = Seq{2}, .mentions = {kBen}};
const Edit kEdit{.target = Seq{5}, .text = {.text = "second", .length = 0}, .mentions = {kAda}};

// Edited at 10 and 20, reacted to at 12 and 22.
Annotation annotated() {
  Annotation annotation;
  annotation.edits = {{.seq = Seq{10}, .at = TimeMs{100}}, {.seq = Seq{20}, .at = TimeMs{200}}};
  annotation.reactions = {
      {.emoji = "👍", .uses = {{.user = kAda, .seq = Seq{12}}, {.user = kBen, .seq = Seq{22}}}},
      {.emoji = "🎉", .uses = {{.user = kBen, .seq = Seq{23}}}}};
  annotation.revision = Seq{24};
  return annotation;
}

TEST(Fold, OfAMessageWithoutAnnotationIsTheMessage) {
  const FoldedMessage folded = fold(kMessage, {}, kOpen, nullptr);
  EXPECT_EQ(folded.message, kMessage);
  EXPECT_EQ(folded.revision, Seq{});
  EXPECT_FALSE(folded.edited_at);
  EXPECT_FALSE(folded.is_deleted);
}

TEST(Fold, ShowsTextAndMentionsOfTheNewestEdit) {
  ASSERT_EQ(visible_edit(annotated(), kOpen)->seq, Seq{20});
  const FoldedMessage folded = fold(kMessage, annotated(), kOpen, &kEdit);
  EXPECT_EQ(folded.message.text, kEdit.text);
  EXPECT_EQ(folded.message.mentions, kEdit.mentions);
  EXPECT_EQ(folded.message.reply_to, kMessage.reply_to);
  EXPECT_EQ(folded.edited_at, TimeMs{200});
  EXPECT_EQ(folded.revision, Seq{24});
}

TEST(Fold, EndsWhereTheStayOfTheReaderEnds) {
  const Interval stay{Seq{1}, Seq{12}};
  ASSERT_EQ(visible_edit(annotated(), stay)->seq, Seq{10});
  const FoldedMessage folded = fold(kMessage, annotated(), stay, &kEdit);
  EXPECT_EQ(folded.edited_at, TimeMs{100});
  EXPECT_EQ(folded.reactions,
            (std::vector{FoldedMessage::Reactions{.emoji = "👍", .users = {kAda}}}));
  EXPECT_EQ(folded.revision, Seq{12});
}

TEST(Fold, ShowsNothingThatCameAfterTheStay) {
  const Interval stay{Seq{1}, Seq{7}};
  EXPECT_FALSE(visible_edit(annotated(), stay));
  const FoldedMessage folded = fold(kMessage, annotated(), stay, nullptr);
  EXPECT_EQ(folded.message, kMessage);
  EXPECT_TRUE(folded.reactions.empty());
  EXPECT_EQ(folded.revision, Seq{});
}

TEST(Fold, AlwaysAppliesADeletion) {
  Annotation annotation = annotated();
  annotation.deleted = {.seq = Seq{30}, .by = kAda, .at = TimeMs{300}};
  annotation.reactions.clear();
  annotation.revision = Seq{30};
  const FoldedMessage folded = fold(kMessage, annotation, {Seq{1}, Seq{7}}, nullptr);
  EXPECT_TRUE(folded.is_deleted);
  EXPECT_EQ(folded.message.text, Text{});
  EXPECT_TRUE(folded.message.mentions.empty());
  EXPECT_EQ(folded.message.reply_to, kMessage.reply_to);
  EXPECT_EQ(folded.revision, Seq{30});
}

}  // namespace
}  // namespace parley
