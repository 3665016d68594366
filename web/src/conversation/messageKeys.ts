// The keys that work with the focus on a message.
import type { KeyboardEvent } from "react";
import type { Deeds } from "./contexts";
import type { LogRow, Shown } from "./rows";

function isMessage(row: LogRow | undefined): boolean {
  return row?.kind === "message";
}

// The row that an arrow, Home or End moves to; undefined for any other key.
export function moveFocus(event: KeyboardEvent, rows: LogRow[], at: number): number | undefined {
  switch (event.key) {
    case "ArrowUp":
      return rows.findLastIndex((row, place) => place < at && isMessage(row));
    case "ArrowDown": {
      const next = rows.findIndex((row, place) => place > at && isMessage(row));
      return next === -1 ? at : next;
    }
    case "Home":
      return rows.findIndex(isMessage);
    case "End":
      return rows.findLastIndex(isMessage);
    default:
      return undefined;
  }
}

function toComposer() {
  document.querySelector<HTMLElement>("textarea[data-composer]")?.focus();
}

export function messageKey(event: KeyboardEvent, shown: Shown, at: Element, deeds: Deeds) {
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  const menu = event.key === "Enter" || (event.shiftKey && event.key === "F10");
  if (menu) {
    event.preventDefault();
    return deeds.menu(shown, at);
  }
  if (modified || shown.seq === null) return;
  const run: Record<string, () => void> = {
    r: () => deeds.reply(shown),
    e: () => deeds.edit(shown),
    "+": () => deeds.pick(shown, at),
    Delete: () => deeds.remove([shown]),
    " ": () => deeds.select(shown),
    c: () => void navigator.clipboard.writeText(shown.text),
  };
  const deed = run[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (deed) {
    event.preventDefault();
    return deed();
  }
  if (event.key.length === 1) toComposer();
}
