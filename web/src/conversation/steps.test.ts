import { expect, test } from "vitest";
import type { LogRow } from "./rows";
import { nextStep } from "./steps";

const rows = (keys: string): LogRow[] =>
  [...keys].map((key) => ({ kind: "typing", key, users: [] }));

// Every step on the way, `^` before those that change the front.
function way(from: string, to: string): string[] {
  const wanted = rows(to);
  let drawn = rows(from);
  const steps: string[] = [];
  while (drawn !== wanted) {
    const step = nextStep(drawn, wanted);
    drawn = step.rows;
    steps.push(`${step.shift ? "^" : ""}${drawn.map((row) => row.key).join("")}`);
  }
  return steps;
}

test("what comes at one end is one step", () => {
  expect(way("cde", "abcde")).toEqual(["^abcde"]);
  expect(way("abc", "abcde")).toEqual(["abcde"]);
  expect(way("abcde", "cde")).toEqual(["^cde"]);
  expect(way("abcde", "abc")).toEqual(["abc"]);
});

test("older rows come before the newest are let go, and never in the same step", () => {
  expect(way("cdefg", "abcde")).toEqual(["^abcdefg", "abcde"]);
});

test("the oldest rows are let go before newer ones come", () => {
  expect(way("abcde", "cdefg")).toEqual(["^cde", "cdefg"]);
});

test("a first row that is told with older ones changes the front by the others only", () => {
  expect(way("cde", "abXde")).toEqual(["^abXde"]);
  expect(way("cde", "Xde")).toEqual(["Xde"]);
});

test("another stretch of the history has no place to keep", () => {
  expect(way("abc", "xyz")).toEqual(["xyz"]);
  expect(way("", "abc")).toEqual(["abc"]);
  expect(way("abc", "")).toEqual([""]);
});
