import { expect, test } from "vitest";
import { codePoints, isBigEmoji, isLong, oneLine, trimmedText } from "./measure";

test("a pair of surrogates is one code point", () => {
  expect(codePoints("a👋b")).toBe(3);
});

test("one to three emoji alone are shown large", () => {
  for (const text of ["👋", "👨‍👩‍👧‍👦", "🇫🇷🇩🇪", "🙏 🙏 🙏"]) expect(isBigEmoji(text)).toBe(true);
  for (const text of ["", "a", "👋 hi", "👋👋👋👋", "1"]) expect(isBigEmoji(text)).toBe(false);
});

test("blank lines around a text are dropped, those inside are kept", () => {
  expect(trimmedText("\n \n a\n\nb \n\n")).toBe(" a\n\nb");
  expect(trimmedText(" \n\t")).toBe("");
});

test("a preview is one line of at most so many code points", () => {
  expect(oneLine("a\n\nb")).toBe("a b");
  expect(oneLine("👋".repeat(300))).toBe("👋".repeat(200));
});

test("a text is long by its characters or by its lines", () => {
  expect(isLong("a".repeat(1200))).toBe(false);
  expect(isLong("a".repeat(1201))).toBe(true);
  expect(isLong("\n".repeat(14))).toBe(true);
});
