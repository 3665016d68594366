// Events that are no messages, in words. Names stand between two marks, so that they can be shown
// bold in any language; `Bold` in System.tsx reads them, `plainWords` drops them.
import type { ListedEvent, MembersEvent, UserId } from "@parley/client";
import { listOf } from "../i18n/dates";
import { text } from "../i18n/text";

export type NameOf = (user: UserId) => string;

export const kOpen = "\uE000";
export const kClose = "\uE001";
const kNamesShown = 3;

const bold = (name: string) => `${kOpen}${name}${kClose}`;

export function plainWords(words: string): string {
  return words.replaceAll(kOpen, "").replaceAll(kClose, "");
}

function names(users: readonly UserId[], nameOf: NameOf): string {
  const t = text();
  const shown = users.slice(0, kNamesShown).map((user) => bold(nameOf(user)));
  const rest = users.length - shown.length;
  return listOf(rest > 0 ? [...shown, t("system.more", { count: rest })] : shown);
}

function memberWords(event: MembersEvent, me: UserId, nameOf: NameOf): string[] {
  const t = text();
  const by = event.sender;
  const who = bold(nameOf(by));
  const words: string[] = [];
  const joined = event.added.length === 1 && event.added[0] === by;
  if (joined) words.push(by === me ? t("system.youJoined") : t("system.joined", { who }));
  else if (event.added.length > 0)
    words.push(t("system.added", { who, whom: names(event.added, nameOf) }));
  const left = event.removed.length === 1 && event.removed[0] === by;
  if (left) words.push(by === me ? t("system.youLeft") : t("system.left", { who }));
  else if (event.removed.length > 0)
    words.push(t("system.removed", { who, whom: names(event.removed, nameOf) }));
  for (const [user, role] of Object.entries(event.roles))
    words.push(t(`system.role.${role}`, { who: bold(nameOf(user)) }));
  return words;
}

function wordsOf(event: ListedEvent, me: UserId, nameOf: NameOf): string[] {
  const t = text();
  const who = bold(nameOf(event.sender));
  switch (event.kind) {
    case "message":
      return [];
    case "created":
      return [t("system.created", { who })];
    case "members":
      return memberWords(event, me, nameOf);
    case "settings": {
      const words: string[] = [];
      if (event.title !== undefined)
        words.push(t("system.renamed", { who, title: bold(event.title) }));
      if (event.history) words.push(t(`system.history.${event.history}`, { who }));
      return words;
    }
  }
}

// Additions and removals by one person in a row are told as one.
export function fold(events: readonly ListedEvent[]): ListedEvent[] {
  const folded: ListedEvent[] = [];
  for (const event of events) {
    const last = folded.at(-1);
    const same =
      last?.kind === "members" &&
      event.kind === "members" &&
      last.sender === event.sender &&
      Object.keys(last.roles).length + Object.keys(event.roles).length === 0 &&
      last.added.length > 0 === event.added.length > 0 &&
      last.removed.length > 0 === event.removed.length > 0;
    if (same)
      folded[folded.length - 1] = {
        ...event,
        added: [...last.added, ...event.added],
        removed: [...last.removed, ...event.removed],
      };
    else folded.push(event);
  }
  return folded;
}

export function systemWords(events: readonly ListedEvent[], me: UserId, nameOf: NameOf): string[] {
  return fold(events).flatMap((event) => wordsOf(event, me, nameOf));
}

// Everybody who is named in the words of these events.
export function namedIn(event: ListedEvent): UserId[] {
  if (event.kind === "members")
    return [event.sender, ...event.added, ...event.removed, ...Object.keys(event.roles)];
  return [event.sender];
}
