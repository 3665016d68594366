// What the composer is doing beside writing: answering or changing a message. Kept by conversation,
// so that leaving and coming back loses nothing.
import type { ConversationId } from "@parley/client";
import type { Shown } from "./rows";

export type Mode = { kind: "reply" | "edit"; shown: Shown } | null;

const replies = new Map<ConversationId, Mode>();

export function rememberedMode(id: ConversationId): Mode {
  return replies.get(id) ?? null;
}

export function rememberMode(id: ConversationId, mode: Mode) {
  if (mode?.kind === "reply") replies.set(id, mode);
  else replies.delete(id);
}
