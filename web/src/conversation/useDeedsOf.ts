// What can be done with the messages of one conversation, as its rows and menus call it.
import type { ConversationView, OpenConversation, UserId } from "@parley/client";
import { type RefObject, useMemo, useState } from "react";
import { attempt } from "../client/errors";
import { text } from "../i18n/text";
import { confirm } from "../ui/confirm";
import type { Deeds } from "./contexts";
import type { LogHandle } from "./Log";
import { type Mode, rememberedMode, rememberMode } from "./modes";
import type { Shown } from "./rows";

export interface At {
  shown: Shown;
  at: Element;
}

export function mayWriteIn(view: ConversationView | null): boolean {
  return view?.left_at === undefined;
}

export function isAdminOf(view: ConversationView | null, me: UserId): boolean {
  const role = view?.roles?.[me];
  return role === "owner" || role === "admin";
}

// True if it was done.
async function askToDelete(open: OpenConversation, shown: readonly Shown[]): Promise<boolean> {
  const t = text();
  const seqs = shown.flatMap(({ seq, event }) => (seq === null || event?.deleted ? [] : [seq]));
  const count = seqs.length;
  if (count === 0) return false;
  const sure = await confirm({
    title: t("message.deleteTitle", { count }),
    text: t("message.deleteText", { count }),
    action: t("message.delete"),
    danger: true,
  });
  if (!sure) return false;
  for (const seq of seqs) await attempt(() => open.delete(seq));
  return true;
}

function toggled(chosen: ReadonlySet<number> | null, seq: number): ReadonlySet<number> | null {
  const next = new Set(chosen);
  if (!next.delete(seq)) next.add(seq);
  return next.size > 0 ? next : null;
}

export function useDeedsOf(
  open: OpenConversation,
  view: ConversationView | null,
  me: UserId,
  log: RefObject<LogHandle | null>,
) {
  const [mode, setModeState] = useState<Mode>(() => rememberedMode(open.id));
  const [menu, setMenu] = useState<At | null>(null);
  const [picking, setPicking] = useState<At | null>(null);
  const [asked, setAsked] = useState<Shown | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<number> | null>(null);
  const mayWrite = mayWriteIn(view);
  const isAdmin = isAdminOf(view, me);
  const group = !open.id.startsWith("d");
  const deeds = useMemo<Deeds>(() => {
    const setMode = (next: Mode) => {
      rememberMode(open.id, next);
      setModeState(next);
    };
    return {
      open,
      group,
      mayWrite,
      isAdmin,
      reply: (shown) => mayWrite && setMode({ kind: "reply", shown }),
      edit: (shown) => mayWrite && shown.sender === me && setMode({ kind: "edit", shown }),
      remove: async (shown) => {
        const mine = shown.filter(({ sender }) => sender === me || isAdmin);
        if (await askToDelete(open, mine)) setSelected(null);
      },
      react: (shown, emoji) => {
        const { seq } = shown;
        if (seq === null || !mayWrite) return;
        const kind = shown.event?.reactions?.find((one) => one.emoji === emoji);
        void attempt(() => open.react(seq, emoji, !kind?.users.includes(me)));
      },
      menu: (shown, at) => setMenu({ shown, at }),
      pick: (shown, at) => mayWrite && setPicking({ shown, at }),
      jump: (seq) => log.current?.jump(seq),
      read: setAsked,
      select: ({ seq }) => seq !== null && setSelected((chosen) => toggled(chosen, seq)),
      unselect: () => setSelected(null),
    };
  }, [open, group, mayWrite, isAdmin, me, log]);
  const setMode = (next: Mode) => {
    rememberMode(open.id, next);
    setModeState(next);
  };
  return { deeds, mode, setMode, menu, setMenu, picking, setPicking, asked, setAsked, selected };
}
