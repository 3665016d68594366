// The words of the client. English is in the first bundle, but for what only some pages say; any
// other language is fetched when chosen. A component asks with `useText()`, everything else with
// `text()`; both follow a change at once.
import i18next, { type TFunction } from "i18next";
import { useSyncExternalStore } from "react";
import { en } from "./en";
import type { enForms } from "./en_forms";

export const languages = { en: "English", ar: "العربية" } as const;
export type Language = keyof typeof languages;

const rightToLeft: ReadonlySet<string> = new Set<Language>(["ar"]);

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en & typeof enForms };
  }
}

const listeners = new Set<() => void>();
let words: TFunction = i18next.t;

// Adds the English of some pages; their file calls it when it is loaded, which is after the start.
export function addEnglish(more: object) {
  i18next.addResourceBundle("en", "translation", more, true);
}

async function load(language: Language) {
  if (language === "en" || i18next.hasResourceBundle(language, "translation")) return;
  const { ar } = await import("./ar");
  i18next.addResourceBundle(language, "translation", ar);
}

function isLanguage(name: string | null | undefined): name is Language {
  return name != null && name in languages;
}

// The language chosen on this device, else the first of the browser's that we have.
function wished(): Language {
  const chosen = localStorage.getItem("parley.language");
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((name) => name.split("-")[0]).find(isLanguage) ?? "en";
}

export async function startText(): Promise<void> {
  await i18next.init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  await chooseLanguage(wished(), false);
}

// Changes the language of everything on screen; `keep` remembers it for the next start.
export async function chooseLanguage(language: Language, keep = true): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  words = i18next.getFixedT(language);
  if (keep) localStorage.setItem("parley.language", language);
  document.documentElement.lang = language;
  document.documentElement.dir = rightToLeft.has(language) ? "rtl" : "ltr";
  for (const tell of listeners) tell();
}

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : "en";
}

export function text(): TFunction {
  return words;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useText(): TFunction {
  return useSyncExternalStore(subscribe, text);
}
