// The names of emoji. Fetched on first use; the pictures are the system's own.

export interface EmojiEntry {
  unicode: string;
  label: string;
  tags?: string[];
  group?: number;
}

const kRecentMax = 16;
const key = "parley.emoji";
let entries: Promise<EmojiEntry[]> | undefined;

export function allEmoji(): Promise<EmojiEntry[]> {
  entries ??= import("emojibase-data/en/compact.json").then((module) =>
    module.default.filter((entry) => entry.group !== undefined && entry.group !== 2),
  );
  return entries;
}

// Those whose name or a tag begins with what was typed; names first.
export async function findEmoji(typed: string, most: number): Promise<EmojiEntry[]> {
  const words = typed.toLowerCase().replaceAll("_", " ");
  const all = await allEmoji();
  const named = all.filter((entry) => entry.label.includes(words));
  const tagged = all.filter((entry) => entry.tags?.some((tag) => tag.startsWith(words)));
  const first = named.filter((entry) => entry.label.startsWith(words));
  return [...new Set([...first, ...named, ...tagged])].slice(0, most);
}

export function recentEmoji(): string[] {
  const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
  return Array.isArray(stored) ? stored.filter((one) => typeof one === "string") : [];
}

export function rememberEmoji(emoji: string) {
  const recent = [emoji, ...recentEmoji().filter((one) => one !== emoji)].slice(0, kRecentMax);
  localStorage.setItem(key, JSON.stringify(recent));
}
