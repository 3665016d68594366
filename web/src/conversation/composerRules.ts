// What the composer decides without a screen: limits, what is being completed, who is mentioned.
import type { UserId } from "@parley/client";
import { codePoints } from "../text/measure";
import { type Token, tokensOf } from "../text/tokens";

// Fewer than this many code points are sent.
export const kTextLimit = 100_000;
const kCountFrom = 99_000;

// How many code points are left, from the last thousand on; negative beyond. Null while far away.
export function roomLeft(text: string): number | null {
  if (text.length < kCountFrom) return null;
  const length = codePoints(text);
  return length < kCountFrom ? null : kTextLimit - 1 - length;
}

export interface Completion {
  kind: "mention" | "emoji";
  // Where the sign stands, and what was typed behind it.
  from: number;
  typed: string;
}

// What stands right before the caret and can be completed: @ali or :smi.
export function completionAt(text: string, caret: number): Completion | null {
  const before = text.slice(Math.max(0, caret - 40), caret);
  const found = /(?:^|[\s(])(@[\p{L}0-9_.]{0,32}|:[a-z0-9_]{2,24})$/iu.exec(before)?.[1];
  if (!found) return null;
  return {
    kind: found.startsWith("@") ? "mention" : "emoji",
    from: caret - found.length,
    typed: found.slice(1).toLowerCase(),
  };
}

function namesIn(tokens: Token[]): string[] {
  return tokens.flatMap((token) => {
    if (token.kind === "mention") return [token.name];
    return "inside" in token ? namesIn(token.inside) : [];
  });
}

// The users whose names stand in a text, each once.
export function mentionsIn(text: string, idOf: (name: string) => UserId | undefined): UserId[] {
  return [...new Set(namesIn(tokensOf(text)).flatMap((name) => idOf(name) ?? []))];
}
