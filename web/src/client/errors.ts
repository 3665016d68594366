// Refusals in words for people, and the one way to try something and say so when it fails.
import { ParleyError } from "@parley/client";
import { text } from "../i18n/text";
import { toast } from "../ui/toasts";

const known = new Set([
  "cannot_message",
  "cannot_add",
  "group_full",
  "forbidden",
  "not_found",
  "not_a_member",
  "conflict",
  "offline",
  "not_available",
  "too_many_edits",
  "too_many_reactions",
  "text_too_long",
] as const);

type Known = typeof known extends Set<infer Code> ? Code : never;

function isKnown(code: string): code is Known {
  return (known as ReadonlySet<string>).has(code);
}

export function wordsFor(error: unknown): string {
  const t = text();
  if (!(error instanceof ParleyError)) return t("error.other");
  if (error.code === "rate_limited") return t("error.rate_limited");
  return isKnown(error.code) ? t(`error.${error.code}`) : t("error.other");
}

// Runs something that a person asked for. True if it worked; if not, a toast says why.
export async function attempt(deed: () => Promise<unknown>): Promise<boolean> {
  try {
    await deed();
    return true;
  } catch (error) {
    toast({ text: wordsFor(error), error: true });
    return false;
  }
}
