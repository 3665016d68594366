/**
 * A message as it reads after an annotation. The rule of the protocol: an annotation whose seq is
 * not above the message's `revision` is in it already, and is ignored.
 */
import type {
  DeleteEvent,
  EditEvent,
  MessageEvent,
  Reaction,
  ReactionEvent,
  UserId,
} from "../../../protocol/generated/parley.js";

/** What is folded into a message. */
export type Annotation = EditEvent | DeleteEvent | ReactionEvent;

/** The message with the annotation in it; the very same object where there is nothing to do. */
export function fold(message: MessageEvent, annotation: Annotation): MessageEvent {
  if (annotation.seq <= message.revision || annotation.target !== message.seq) {
    return message;
  }
  return { ...changed(message, annotation), revision: annotation.seq };
}

function changed(message: MessageEvent, annotation: Annotation): MessageEvent {
  if (annotation.kind === "delete") {
    return tombstone(message);
  }
  if (message.deleted) {
    return message;
  }
  if (annotation.kind === "reaction") {
    return withReaction(message, annotation.emoji, annotation.sender, annotation.on);
  }
  return annotation.text === undefined
    ? message
    : withText(message, { ...annotation, text: annotation.text }, annotation.sent_at);
}

/** The place of a deleted message: nothing of what was written remains. */
export function tombstone(message: MessageEvent): MessageEvent {
  const { mentions, reactions, length, truncated, reply_to, edited_at, ...place } = message;
  return { ...place, text: "", deleted: true };
}

/** A new text replaces mentions and length too. */
export function withText(
  message: MessageEvent,
  edit: Pick<EditEvent, "mentions" | "length" | "truncated"> & { text: string },
  editedAt: number,
): MessageEvent {
  const { mentions, length, truncated, ...rest } = message;
  return {
    ...rest,
    text: edit.text,
    edited_at: editedAt,
    ...(edit.mentions && { mentions: edit.mentions }),
    ...(edit.length !== undefined && { length: edit.length }),
    ...(edit.truncated && { truncated: edit.truncated }),
  };
}

/** Reactions stay in the order of first use; an emoji that nobody has any more is gone. */
export function withReaction(
  message: MessageEvent,
  emoji: string,
  user: UserId,
  on: boolean,
): MessageEvent {
  const { reactions: earlier = [], ...rest } = message;
  const known = earlier.some((reaction) => reaction.emoji === emoji);
  const all: Reaction[] = known ? earlier : [...earlier, { emoji, users: [] }];
  const reactions = all
    .map((reaction) => {
      if (reaction.emoji !== emoji) {
        return reaction;
      }
      const others = reaction.users.filter((other) => other !== user);
      return { emoji, users: on ? [...others, user] : others };
    })
    .filter((reaction) => reaction.users.length > 0);
  return reactions.length > 0 ? { ...rest, reactions } : rest;
}
