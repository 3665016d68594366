// What the menus of a conversation or a person do.
import type { ConversationView, ParleyClient } from "@parley/client";
import { isMuted } from "../client/conversations";
import { attempt } from "../client/errors";
import { text } from "../i18n/text";
import { go } from "../routing/router";
import { paths } from "../routing/routes";
import { confirm } from "../ui/confirm";
import type { Deed } from "../ui/Menu";
import { archive, pin } from "./deeds";

const kHour = 3_600_000;
const kForEver = 100 * 365 * 24 * kHour;
const spans = [
  ["hour", kHour],
  ["eightHours", 8 * kHour],
  ["week", 7 * 24 * kHour],
  ["always", kForEver],
] as const;

export function muteDeeds(client: ParleyClient, view: ConversationView): Deed[] {
  const t = text();
  const id = view.conversation;
  if (isMuted(view, Date.now()))
    return [
      {
        id: "unmute",
        name: t("chats.unmute"),
        icon: "bell",
        run: () =>
          attempt(() =>
            client.conversations.setPreferences(id, { muted_until: null, notify: "all" }),
          ),
      },
    ];
  return spans.map(([span, ms]) => ({
    id: `mute-${span}`,
    name: t(`chats.mute.${span}`),
    icon: "bell-off",
    run: () =>
      attempt(() => client.conversations.setPreferences(id, { muted_until: Date.now() + ms })),
  }));
}

export async function blockUser(client: ParleyClient, user: string, name: string) {
  const t = text();
  const sure = await confirm({
    title: t("people.blockTitle", { name }),
    text: t("people.blockText"),
    action: t("people.block"),
    danger: true,
  });
  if (sure) await attempt(() => client.people.block(user));
}

export async function leaveGroup(client: ParleyClient, view: ConversationView, heir: string) {
  const t = text();
  const sure = await confirm({
    title: t("details.leaveTitle", { title: view.title }),
    text: heir ? t("details.leaveHeir", { who: heir }) : t("details.leaveText"),
    action: t("details.leave"),
    danger: true,
  });
  if (sure) await attempt(() => client.conversations.leave(view.conversation));
}

export function rowDeeds(client: ParleyClient, view: ConversationView, name: string): Deed[] {
  const t = text();
  const id = view.conversation;
  const { conversations } = client;
  const unread = view.unread > 0 || view.preferences.marked_unread === true;
  const pinned = view.preferences.pinned === true;
  const other = view.other;
  return [
    { id: "open", name: t("chats.open"), icon: "chats", run: () => go(paths.conversation(id)) },
    {
      id: "read",
      name: t(unread ? "chats.markRead" : "chats.markUnread"),
      icon: "check",
      run: () =>
        attempt(() => (unread ? conversations.markRead(id) : conversations.markUnread(id))),
    },
    {
      id: "pin",
      name: t(pinned ? "chats.unpin" : "chats.pin"),
      icon: "pin",
      run: () => pin(client, view),
    },
    {
      id: "archive",
      name: t(view.preferences.archived ? "chats.unarchive" : "chats.archive"),
      icon: "archive",
      run: () => archive(client, view),
    },
    ...muteDeeds(client, view).map((deed, at) => (at === 0 ? { ...deed, apart: true } : deed)),
    other
      ? {
          id: "block",
          name: t("people.blockName", { name }),
          icon: "block",
          danger: true,
          apart: true,
          run: () => blockUser(client, other, name),
        }
      : {
          id: "leave",
          name: t("details.leave"),
          icon: "leave",
          danger: true,
          apart: true,
          run: () => leaveGroup(client, view, ""),
        },
  ];
}
