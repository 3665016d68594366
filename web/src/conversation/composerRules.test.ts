import { expect, test } from "vitest";
import { completionAt, kTextLimit, mentionsIn, roomLeft } from "./composerRules";

test("the room that is left is told in the last thousand only", () => {
  expect(roomLeft("a".repeat(98_999))).toBeNull();
  expect(roomLeft("a".repeat(99_000))).toBe(999);
  expect(roomLeft("a".repeat(kTextLimit))).toBe(-1);
  expect(roomLeft("👋".repeat(60_000))).toBeNull();
});

test("a name or an emoji is completed at the caret, not inside a word", () => {
  expect(completionAt("hi @al", 6)).toEqual({ kind: "mention", from: 3, typed: "al" });
  expect(completionAt("@", 1)).toEqual({ kind: "mention", from: 0, typed: "" });
  expect(completionAt("a@al", 4)).toBeNull();
  expect(completionAt(":smi", 4)).toEqual({ kind: "emoji", from: 0, typed: "smi" });
  expect(completionAt("10:30", 5)).toBeNull();
});

test("whoever is named twice is mentioned once, and strangers are not", () => {
  const idOf = (name: string) => (name === "bob" ? "2" : undefined);
  expect(mentionsIn("@bob **@bob** @carol", idOf)).toEqual(["2"]);
});
