// What the parts of a conversation on screen share. Kept apart by how often it changes, so that a
// receipt redraws ticks and not bubbles.
import type { MessageEvent, OpenConversation, UserId } from "@parley/client";
import { createContext, useContext } from "react";
import type { Names } from "../text/Rich";
import type { Shown } from "./rows";

export interface Deeds {
  open: OpenConversation;
  group: boolean;
  // Whether one may write here, and whether one may delete what others wrote.
  mayWrite: boolean;
  isAdmin: boolean;
  reply: (shown: Shown) => void;
  edit: (shown: Shown) => void;
  // Deletes those that may be deleted, once it was asked whether one is sure.
  remove: (shown: readonly Shown[]) => void;
  react: (shown: Shown, emoji: string) => void;
  menu: (shown: Shown, at: Element) => void;
  pick: (shown: Shown, at: Element) => void;
  jump: (seq: number) => void;
  read: (shown: Shown) => void;
  // Chooses a message, or no longer; the last one that goes ends it, as does `unselect`.
  select: (shown: Shown) => void;
  unselect: () => void;
}

// How far every other person has come, for the ticks.
export interface Through {
  received: number;
  read: number;
}

export const DeedsContext = createContext<Deeds | null>(null);
export const ThroughContext = createContext<Through>({ received: 0, read: 0 });
// The places of the messages that are chosen; null while nobody chooses.
export const SelectedContext = createContext<ReadonlySet<number> | null>(null);
export const LookupContext = createContext<(seq: number) => MessageEvent | undefined>(
  () => undefined,
);
export const NamesContext = createContext<Names>({
  userOf: () => undefined,
  open: () => undefined,
});
export const FindContext = createContext("");

export function useDeeds(): Deeds {
  const deeds = useContext(DeedsContext);
  if (!deeds) throw new Error("a message stands outside of a conversation");
  return deeds;
}

export function throughOf(
  receipts: readonly { user: UserId; received: number; read: number }[],
  others: number,
): Through {
  if (others === 0 || receipts.length < others) return { received: 0, read: 0 };
  return {
    received: Math.min(...receipts.map((one) => one.received)),
    read: Math.min(...receipts.map((one) => one.read)),
  };
}
