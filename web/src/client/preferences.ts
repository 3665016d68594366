// What is chosen for this device alone: looks and keys. Kept in localStorage, since theme.js needs
// it before the first paint.
import { useSyncExternalStore } from "react";

const defaults = { theme: "", contrast: "", text: "", enter: "send", data: "" };
export type Preference = keyof typeof defaults;

const listeners = new Set<() => void>();

export function preference(name: Preference): string {
  return localStorage.getItem(`parley.${name}`) ?? defaults[name];
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function usePreference(name: Preference): string {
  return useSyncExternalStore(subscribe, () => preference(name));
}

// Keeps a choice and shows it at once; the empty choice follows the system.
export function prefer(name: Preference, value: string) {
  if (value) localStorage.setItem(`parley.${name}`, value);
  else localStorage.removeItem(`parley.${name}`);
  applyPreferences();
  for (const tell of listeners) tell();
}

export function isDark(): boolean {
  const theme = preference("theme");
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

// The same that theme.js does before the first paint.
export function applyPreferences() {
  const root = document.documentElement;
  const theme = preference("theme");
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  const more = preference("contrast") === "more" || matchMedia("(prefers-contrast: more)").matches;
  if (more) root.dataset.contrast = "more";
  else delete root.dataset.contrast;
  const size = Number(preference("text"));
  root.style.fontSize = size ? `${(size / 15) * 100}%` : "";
  const ground = getComputedStyle(document.body).backgroundColor;
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", ground);
}
