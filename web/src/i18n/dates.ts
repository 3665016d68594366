// Times and dates as people say them, in the language of the client. One clock for everybody: it
// ticks once a minute, so that "today" becomes "yesterday" without a reload.
import { useSyncExternalStore } from "react";
import { currentLanguage, text } from "./text";

const kDay = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = currentLanguage() + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(
      currentLanguage() === "en" ? navigator.language : currentLanguage(),
      options,
    );
    formats.set(key, found);
  }
  return found;
}

export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

// Whole days between two moments, by the calendar: a change to summer time does not count.
export function daysApart(earlier: number, later: number): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / kDay);
}

export function timeOfDay(at: number): string {
  return format({ hour: "2-digit", minute: "2-digit" }).format(at);
}

// In a row of the list: 09:15, Yesterday, Sun, 17 Nov, 17/11/25.
export function shortDate(at: number, now: number): string {
  const days = daysApart(at, now);
  if (days <= 0) return timeOfDay(at);
  if (days === 1) return text()("date.yesterday");
  if (days <= 6) return format({ weekday: "short" }).format(at);
  if (new Date(at).getFullYear() === new Date(now).getFullYear())
    return format({ day: "numeric", month: "short" }).format(at);
  return format({ dateStyle: "short" }).format(at);
}

// Between the messages of two days: Today, Yesterday, Sunday, Friday, 20 November.
export function dayName(at: number, now: number): string {
  const days = daysApart(at, now);
  if (days <= 0) return text()("date.today");
  if (days === 1) return text()("date.yesterday");
  if (days <= 6) return format({ weekday: "long" }).format(at);
  if (new Date(at).getFullYear() === new Date(now).getFullYear())
    return format({ weekday: "long", day: "numeric", month: "long" }).format(at);
  return format({ dateStyle: "long" }).format(at);
}

export function exactDate(at: number): string {
  return format({ dateStyle: "full", timeStyle: "medium" }).format(at);
}

export function longDay(at: number): string {
  return format({ day: "numeric", month: "long", year: "numeric" }).format(at);
}

// "last seen 09:16", "yesterday", a date.
export function seenAt(at: number, now: number): string {
  const days = daysApart(at, now);
  if (days <= 0) return text()("presence.lastSeen", { when: timeOfDay(at) });
  if (days === 1) return text()("presence.lastSeenYesterday");
  return text()("presence.lastSeen", {
    when: format({ day: "numeric", month: "short" }).format(at),
  });
}

export function listOf(names: string[]): string {
  return new Intl.ListFormat(currentLanguage(), { type: "conjunction" }).format(names);
}

export function numberOf(value: number): string {
  return new Intl.NumberFormat(currentLanguage()).format(value);
}

let minute = Date.now();
const listeners = new Set<() => void>();
setInterval(() => {
  minute = Date.now();
  for (const tell of listeners) tell();
}, 60_000);

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useNow(): number {
  return useSyncExternalStore(subscribe, () => minute);
}
