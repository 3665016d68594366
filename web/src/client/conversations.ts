// Conversations as components need them: their names, and the one with an id.
import type { ConversationId, ConversationView } from "@parley/client";
import { useMemo } from "react";
import { text, useText } from "../i18n/text";
import { useClient, useReadable } from "./client";
import { nameOf, useMyId, useProfile } from "./people";

// The people of a direct conversation's id, which is how the other is known before its first event.
export function otherOf(id: ConversationId, me: string): string | undefined {
  const pair = /^d(\d+)-(\d+)$/.exec(id);
  if (!pair) return undefined;
  return pair[1] === me ? pair[2] : pair[1];
}

export function useConversation(id: ConversationId | undefined): ConversationView | undefined {
  const { conversations } = useReadable(useClient().conversations.list);
  return useMemo(() => conversations.find((one) => one.conversation === id), [conversations, id]);
}

// The name of a conversation: a group's title, or the other person.
export function useTitleOf(id: ConversationId | undefined): string {
  useText();
  const me = useMyId();
  const other = id ? otherOf(id, me) : undefined;
  const profile = useProfile(other);
  const view = useConversation(id);
  if (!id) return "";
  if (!other) return view?.title ?? "";
  return other === me ? text()("chats.notes") : nameOf(profile);
}

export function isMuted(view: ConversationView, now: number): boolean {
  return view.preferences.notify === "none" || (view.preferences.muted_until ?? 0) > now;
}
