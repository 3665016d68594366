// What can be done with a conversation from its row by a finger alone; each can be undone.
import type { ConversationView, ParleyClient } from "@parley/client";
import { attempt } from "../client/errors";
import { text } from "../i18n/text";
import { toast } from "../ui/toasts";

export async function pin(client: ParleyClient, view: ConversationView) {
  const id = view.conversation;
  const pinned = view.preferences.pinned !== true;
  const set = (wanted: boolean) =>
    attempt(() => client.conversations.setPreferences(id, { pinned: wanted }));
  if (!(await set(pinned))) return;
  const t = text();
  toast({
    text: t(pinned ? "chats.wasPinned" : "chats.wasUnpinned"),
    action: { name: t("ui.undo"), run: () => set(!pinned) },
  });
}

export async function archive(client: ParleyClient, view: ConversationView) {
  const id = view.conversation;
  const archived = view.preferences.archived !== true;
  const done = await attempt(() => client.conversations.setPreferences(id, { archived }));
  if (!done) return;
  const undo = () =>
    attempt(() => client.conversations.setPreferences(id, { archived: !archived }));
  const t = text();
  toast({
    text: t(archived ? "chats.wasArchived" : "chats.wasUnarchived"),
    action: { name: t("ui.undo"), run: undo },
  });
}
