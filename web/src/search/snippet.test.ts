import { expect, test } from "vitest";
import { snippet } from "./snippet";

test("a hit far into the text is shown with a little before it", () => {
  const text = `${"word ".repeat(40)}the tide table`;
  const shown = snippet(text, "tide");
  expect(shown.startsWith("…")).toBe(true);
  expect(shown.indexOf("tide")).toBeLessThan(35);
});

test("a text without the words is shown from its beginning", () => {
  expect(snippet("one\ntwo", "three")).toBe("one two");
});
