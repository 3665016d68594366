/** How an event is shown: as it is stored, with my own wishes that are still on the way. */
import type { MessageEvent, UserId } from "../../../protocol/generated/parley.js";
import { tombstone, withReaction, withText } from "../sync/fold.js";
import type { ListedEvent, OutboxEntry, Row } from "../types.js";

/** The row of an event. `pending` are the entries about it, in the order of asking. */
export function rowOf(
  event: ListedEvent,
  key: string,
  pending: readonly OutboxEntry[],
  me: UserId,
): Row {
  if (event.kind !== "message" || pending.length === 0) {
    return { key, event, pending };
  }
  let shown = event;
  for (const entry of pending) {
    shown = entry.state === "failed" ? shown : wished(shown, entry, me);
  }
  return { key, event: shown, pending };
}

function wished(message: MessageEvent, entry: OutboxEntry, me: UserId): MessageEvent {
  const { submission } = entry;
  if (message.deleted) {
    return message;
  }
  switch (submission.kind) {
    case "edit":
      return withText(message, submission, entry.created_at);
    case "delete":
      return tombstone(message);
    case "react":
      return withReaction(message, submission.emoji, me, submission.on);
    default:
      return message;
  }
}
